/** Why nobody works on a day, in English, by the names that the yearly notices use. */
export const REST_NAMES: { readonly [name: string]: string } = {
  周末: 'weekend',
  元旦: 'New Year',
  春节: 'Spring Festival',
  清明: 'Qingming',
  劳动节: 'Labour Day',
  端午: 'Dragon Boat Festival',
  中秋: 'Mid-Autumn Festival',
  国庆节: 'National Day',
  中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日: '70th anniversary of victory',
}
