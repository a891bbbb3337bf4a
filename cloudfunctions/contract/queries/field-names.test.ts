import { contractNamedBy, withoutOwnNames } from './field-names'

const id = 'Ab_-'.repeat(6).slice(0, 23)

describe('names in a file that no person gave', () => {
  test('a field of ours names its contract, any other field none', () => {
    expect(contractNamedBy(`qianli-${id}-f1`)).toBe(id)
    for (const field of ['', 'Signature1', 'qianli-short-f1', `x-qianli-${id}-f1`, `qianli-${id}`])
      expect(contractNamedBy(field)).toBeNull()
  })

  test('they leave no empty quotes or brackets behind', () => {
    const text = (zh: string, en: string) => withoutOwnNames({ zh, en })
    expect(text(`王小雨 签署（签名域“qianli-${id}-f1”）`, `Wang signed (field "qianli-${id}-f1")`)).toEqual({
      zh: '王小雨 签署',
      en: 'Wang signed',
    })
    expect(text(`填写了控件“qianli-${id}-f2”`, `field "qianli-${id}-f2" was filled`)).toEqual({
      zh: '填写了控件',
      en: 'field was filled',
    })
    expect(text('加盖文档时间戳（“DocumentTimestamp1”）', 'added ("DocumentTimestamp1")')).toEqual({
      zh: '加盖文档时间戳',
      en: 'added',
    })
  })

  test("other people's names stay", () => {
    const words = { zh: '李雷 签署（签名域“甲方”）', en: 'Li Lei signed (field "buyer")' }
    expect(withoutOwnNames(words)).toEqual(words)
  })
})
