import { authorization, isAuthorized } from './tc3'

// The worked example of Tencent Cloud's page on signature method v3.
const key = {
  secretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE',
  secretKey: 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE',
}
const request = {
  host: 'cvm.tencentcloudapi.com',
  service: 'cvm',
  timestamp: 1551113065,
  body: '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}',
}

describe('TC3-HMAC-SHA256', () => {
  test('gives the signature of the published example', () => {
    expect(authorization(request, key)).toBe(
      'TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, ' +
        'SignedHeaders=content-type;host, ' +
        'Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168',
    )
  })

  test('accepts only the same body, time, host and key', () => {
    const header = authorization(request, key)
    expect(isAuthorized(header, request, key)).toBe(true)
    expect(isAuthorized(header, { ...request, body: request.body + ' ' }, key)).toBe(false)
    expect(isAuthorized(header, { ...request, timestamp: request.timestamp + 1 }, key)).toBe(false)
    expect(isAuthorized(header, { ...request, host: 'example.com' }, key)).toBe(false)
    expect(isAuthorized(header, request, { ...key, secretKey: 'other' })).toBe(false)
    expect(isAuthorized('', request, key)).toBe(false)
  })
})
