import { isWeak } from './weak'

describe('passwords that are too simple (SIGN-13)', () => {
  test.each(['000000', '123456', '987654'])('%s is refused', (password) => {
    expect(isWeak(password)).toBe(true)
  })

  test.each(['112233', '135790', '120987'])('%s is taken', (password) => {
    expect(isWeak(password)).toBe(false)
  })
})
