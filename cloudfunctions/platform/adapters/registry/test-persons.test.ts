import { idCheckCharacter } from './id-number'
import { consult, testPerson, testPersons } from './test-persons'

describe('registry of test persons', () => {
  test('the check character follows the example of GB 11643-1999', () => {
    expect(idCheckCharacter('11010519491231002')).toBe('X')
    expect(idCheckCharacter('44052418800101001')).toBe('4')
  })

  test('every number is valid and belongs to one person', () => {
    for (const { idNumber } of testPersons) {
      expect(idNumber).toMatch(/^\d{17}[\dX]$/)
      expect(idNumber[17]).toBe(idCheckCharacter(idNumber.slice(0, 17)))
    }
    expect(new Set(testPersons.map((p) => p.idNumber)).size).toBe(testPersons.length)
  })

  test('only the registered pair matches; another name is a mismatch, another number unknown', () => {
    const chen = testPerson('chen-siyuan')
    expect(consult(chen.name, chen.idNumber)).toBe('match')
    expect(consult('王小雨', chen.idNumber)).toBe('mismatch')
    expect(consult(chen.name, '110105194912310021')).toBe('unknown')
    expect(consult(chen.name, testPerson('wang-xiaoyu').idNumber)).toBe('mismatch')
  })
})
