import { makeIdNumber } from './id-number'

/** A person the simulators know. Everything here is invented. */
export interface TestPerson {
  /** Stable handle for tests and the pages of the simulators. */
  key: string
  name: string
  idNumber: string
  note: { zh: string; en: string }
}

const person = (
  key: string,
  name: string,
  [area, birth, order]: [string, string, string],
  zh = '',
  en = '',
): TestPerson => ({ key, name, idNumber: makeIdNumber(area, birth, order), note: { zh, en } })

/** The authority's database, as far as the simulators go. Whoever is not in it is refused. */
export const testPersons: readonly TestPerson[] = [
  person(
    'chen-siyuan',
    '陈思远',
    ['310104', '19890314', '041'],
    '演示企业员工，已实名',
    'works for the demo company, already verified',
  ),
  person('wang-xiaoyu', '王小雨', ['440305', '19950722', '062']),
  person('li-jianguo', '李建国', ['110108', '19681001', '077']),
  person(
    'lin-yinuo',
    '林一诺',
    ['350203', '19981205', '028'],
    '演示企业员工，已实名',
    'works for the demo company, already verified',
  ),
  person('zhao-wenbo', '赵文博', ['330106', '19850619', '019']),
  person(
    'zhou-min',
    '周敏',
    ['320106', '19920208', '044'],
    '演示企业员工，已实名',
    'works for the demo company, already verified',
  ),
  person('sun-haoran', '孙浩然', ['510107', '19900911', '033']),
  person(
    'yoshino-kamei',
    '𠮷野家明',
    ['210204', '19790430', '051'],
    '生僻字姓名',
    'rare character in the name',
  ),
  person('kita-kaoru', '㐂田薫', ['370202', '19871117', '026'], '生僻字姓名', 'rare characters in the name'),
  person('aygul', '阿依古丽·买买提', ['650102', '19930325', '080'], '姓名含间隔号', 'name with a middle dot'),
  person(
    'wu-min-1',
    '吴敏',
    ['420106', '19910107', '061'],
    '与另一人同名',
    'shares the name with another person',
  ),
  person(
    'wu-min-2',
    '吴敏',
    ['430102', '19880816', '012'],
    '与另一人同名',
    'shares the name with another person',
  ),
  person('zhou-zixuan', '周子轩', ['440106', '20120504', '017'], '未成年', 'a minor'),
  person('sun-guilan', '孙桂兰', ['120101', '19470218', '045'], '超过 75 岁', 'above 75'),
]

/** The person behind this key. @throws Error for a key that does not exist */
export function testPerson(key: string): TestPerson {
  const found = testPersons.find((p) => p.key === key)
  if (!found) throw new Error(`There is no test person ${key}.`)
  return found
}

/** What the authority says about a name and number: unknown when the number is not in its database. */
export function consult(name: string, idNumber: string): 'match' | 'mismatch' | 'unknown' {
  const found = testPersons.find((p) => p.idNumber === idNumber.toUpperCase())
  if (!found) return 'unknown'
  return found.name === name.normalize('NFC').trim() ? 'match' : 'mismatch'
}
