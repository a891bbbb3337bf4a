import { isNarrowed, listInput, noFilter } from './contract-filter'

describe('the filter of the contract list', () => {
  test('asks only for what was chosen', () => {
    expect(listInput(noFilter)).toEqual({ scope: 'all', role: 'any', limit: 20 })
    expect(listInput({ scope: 'mine', role: 'received', label: 'COMPLETED', search: ' 云杉 ' })).toEqual({
      scope: 'mine',
      role: 'received',
      label: 'COMPLETED',
      search: '云杉',
      limit: 20,
    })
  })

  test('a scope alone is a folder, not a filter; blanks are no search', () => {
    expect(isNarrowed({ ...noFilter, scope: 'mine', search: '  ' })).toBe(false)
    expect(isNarrowed({ ...noFilter, label: 'EXPIRED' })).toBe(true)
  })
})
