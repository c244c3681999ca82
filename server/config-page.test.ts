import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { leaves } from './config.ts'
import { configFile, configPage } from './config-page.ts'

test('ref/config.md is what the schema says (node server/config-page.ts writes it), and leaves no setting unexplained', () => {
  assert.equal(readFileSync(configFile, 'utf8'), configPage())
  for (const { path, schema } of leaves())
    assert.ok((schema as { description?: string }).description, `${path.join('.')} has no description`)
})
