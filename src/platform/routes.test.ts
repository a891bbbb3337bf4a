import { ownPath, pathOf } from './routes'

describe('paths of pages', () => {
  test('parameters are encoded, empty ones left out', () => {
    expect(pathOf('contract', { id: 'a&b', from: undefined, tab: '' })).toBe(
      '/packages/contract/detail/index?id=a%26b',
    )
    expect(pathOf('home')).toBe('/pages/home/index')
  })

  test('only pages of this app are returned to', () => {
    expect(ownPath('/packages/sign/landing/index?code=x')).toBe('/packages/sign/landing/index?code=x')
    expect(ownPath('//evil.example/pages/home/index')).toBeUndefined()
    expect(ownPath('https://evil.example')).toBeUndefined()
    expect(ownPath(undefined)).toBeUndefined()
  })
})
