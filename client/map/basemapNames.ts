/** English names of what the figures name only in Chinese. */

const names: Readonly<Record<string, string>> = {
  上海绕城高速: 'Shanghai Ring Expressway',
  中环路: 'Middle Ring Road',
  五洲大道: 'Wuzhou Avenue',
  京沪高速: 'Beijing–Shanghai Expressway',
  内环高架路: 'Inner Ring Elevated Road',
  北横通道: 'North Cross Passage',
  北翟高架路: 'Beidi Elevated Road',
  华夏高架路: 'Huaxia Elevated Road',
  南北高架路: 'North–South Elevated Road',
  嘉闵高架路: 'Jiamin Elevated Road',
  外环东路: 'Outer Ring East Road',
  外环高速: 'Outer Ring Expressway',
  延安高架路: "Yan'an Elevated Road",
  沈海高速: 'Shenyang–Haikou Expressway',
  '沪嘉-嘉闵联络线': 'Hujia–Jiamin Link',
  沪嘉高速: 'Shanghai–Jiading Expressway',
  沪常高速: 'Shanghai–Changzhou Expressway',
  沪昆高速: 'Shanghai–Kunming Expressway',
  沪渝高速: 'Shanghai–Chongqing Expressway',
  沪芦高速: 'Shanghai–Luchaogang Expressway',
  沪金高速: 'Shanghai–Jinshan Expressway',
  沪闵高架路: 'Humin Elevated Road',
  申嘉湖高速: 'Shanghai–Jiaxing–Huzhou Expressway',
  罗山高架路: 'Luoshan Elevated Road',
  虹梅高架路: 'Hongmei Elevated Road',
  迎宾大道: 'Yingbin Avenue',
  迎宾高速: 'Yingbin Expressway',
  逸仙高架路: 'Yixian Elevated Road',
  龙东高架路: 'Longdong Elevated Road',
  松浦大桥: 'Songpu Bridge',
  闵浦大桥: 'Minpu Bridge',
  闵浦二桥: 'Minpu Bridge II',
  闵浦三桥: 'Minpu Bridge III',
  南浦大桥: 'Nanpu Bridge',
  闵行渡口: 'Minhang Ferry',
  杜行轮渡站: 'Duhang Ferry',
  陈行渡口: 'Chenhang Ferry',
  车沟桥渡口: 'Chegouqiao Ferry',
  复兴东路: 'East Fuxing Road',
  上海港国际客运中心: 'Shanghai Port International Cruise Terminal',
  其昌栈渡口: 'Qichangzhan Ferry',
  丹东路渡口: 'Dandong Road Ferry',
  民生港渡口: 'Minsheng Port Ferry',
  新胜大桥: 'Xinsheng Bridge',
}

/** The English name where there is one; otherwise the Chinese name stands in both languages. */
export const englishName = (name: string): string => names[name] ?? name

/** What the two rivers are called along their course. */
export const riverNames: string[] = ['黄浦江', '苏州河', '吴淞江']
