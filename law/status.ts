/** How well a figure is known: the words that rows carry (en), each with its zh. */
export const STATUS: { readonly [status: string]: string } = {
  'administrative code list': '行政区划代码表',
  'administrative code list; day of the change as reported': '行政区划代码表；变更之日依当日报道',
  'original text seen': '已核对原文',
  'public copy of the text seen': '已核对公开文本',
  'published law, original text not compared': '依已公布的法律；未与原文逐字核对',
  'original text seen; amounts and steps corroborated by the Beijing police discretion standard':
    '已核对原文；数额与步骤与北京警方裁量基准一致',
  'original text seen; unit band corroborated by press 2007-07-03 and 2006-12':
    '已核对原文；单位罚款幅度与2006年12月、2007年7月3日报道一致',
  'original text seen; individual band corroborated by press 2006-12':
    '已核对原文；个人罚款幅度与2006年12月报道一致',
  'original text seen; the English translation agrees in shape': '已核对原文；英文译本结构一致',
  'original text seen; the English translation agrees in shape; press: unit max 30000, person max 1000':
    '已核对原文；英文译本结构一致；报道：单位最高30000元，个人最高1000元',
  'not known: local threshold': '未知：由地方规定的数额',
}
