import { fined } from '#tests/law/cases.ts'
import { fineAtOnce, testBands } from '#tests/law/fine-at-once.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, reservedPlaceFine } from './article-21.ts'

const fine = fined(reservedPlaceFine)

sentences(article, fineAtOnce(fine))
testBands(article, fine, {
  unit: [10000, 30000],
  principal: [500, 1000],
  'directly-responsible': [500, 1000],
  individual: [500, 1000],
})
