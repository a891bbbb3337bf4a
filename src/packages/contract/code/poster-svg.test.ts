import { posterSvg } from './poster-svg'

const words = { invites: '云杉 邀请您签署', how: '扫一扫' }

describe('the picture of a signature code', () => {
  test('a contract name cannot break out of its text', () => {
    const { svg } = posterSvg({ qrSvg: '<svg/>', name: '"><script>alert(1)</script>' }, words)
    expect(svg).not.toContain('<script')
    expect(svg).toContain('&lt;script')
  })

  test('a long name is cut, not squeezed', () => {
    const { svg } = posterSvg({ qrSvg: '<svg/>', name: '合'.repeat(30) }, words)
    expect(svg).toContain(`${'合'.repeat(15)}…`)
    expect(svg).not.toContain('合'.repeat(16))
  })
})
