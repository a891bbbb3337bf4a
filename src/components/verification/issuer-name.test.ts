import { issuerName } from './issuer-name'

test('an issuer is called by its common name, which may hold commas', () => {
  expect(issuerName('C=CN, O=签立 Qianli, CN=签立 Qianli Signing CA')).toBe('签立 Qianli Signing CA')
  expect(issuerName('CN=Example, Inc. CA, O=Example, C=CH')).toBe('Example, Inc. CA')
})

test('without one by its organization, else as it stands', () => {
  expect(issuerName('C=CN, O=上海数字证书认证中心')).toBe('上海数字证书认证中心')
  expect(issuerName('2.5.4.5=42')).toBe('2.5.4.5=42')
  expect(issuerName('')).toBe('')
})
