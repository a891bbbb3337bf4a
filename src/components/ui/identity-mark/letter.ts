const places =
  /^(中国|北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|南京|苏州|无锡|杭州|宁波|合肥|厦门|青岛|济南|郑州|武汉|长沙|广州|深圳|成都|西安|大连)(省|市)?/

/** The one character that stands for a name: a company's first after its place, a person's first. */
export function markLetter(name: string, kind: 'organization' | 'person'): string {
  const trimmed = name.trim()
  const own = kind === 'organization' ? trimmed.replace(places, '') : trimmed
  const [first = '·'] = Array.from(own || trimmed)

  return first.toUpperCase()
}
