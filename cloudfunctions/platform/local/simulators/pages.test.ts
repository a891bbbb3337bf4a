import { pathBack } from './face-page'
import { markup } from './markup'

describe('pages of the simulators', () => {
  test('every value is escaped, markup is not escaped twice', () => {
    const name = `<script>alert("1'")</script>`
    expect(markup`<b title="${name}">${markup`<i>${name}</i>`}</b>`.text).toBe(
      '<b title="&lt;script&gt;alert(&quot;1&#39;&quot;)&lt;/script&gt;"><i>&lt;script&gt;alert(&quot;1&#39;&quot;)&lt;/script&gt;</i></b>',
    )
  })

  test('a face check leads back to a path of this app only', () => {
    expect(pathBack('http://127.0.0.1:8080/#/packages/sign/read/index?id=1')).toBe(
      '/#/packages/sign/read/index?id=1',
    )
    expect(pathBack('https://evil.example/#/x')).toBe('/#/x')
    expect(pathBack('http://127.0.0.1:8080//evil.example')).toBe('/')
    expect(pathBack('http://127.0.0.1:8080/\\evil.example')).toBe('/')
    expect(pathBack('javascript:alert(1)')).toBe('/')
    expect(pathBack('')).toBe('/')
  })
})
