import { faceCode, judge } from './face-simulator'
import { testPerson } from '../registry/test-persons'

const chen = testPerson('chen-siyuan')
const show = (personKey: string) => ({ act: 'show', personKey }) as const

describe('face simulator', () => {
  test('only the registered person himself passes', () => {
    expect(judge(chen, show('chen-siyuan'))).toBe(faceCode.passed)
    expect(judge(chen, show('wang-xiaoyu'))).toBe(faceCode.faceMismatch)
    expect(judge(chen, show('nobody'))).toBe(faceCode.faceMismatch)
  })

  test('a person who is not registered is refused, whoever looks into the camera', () => {
    const stranger = { name: '张三', idNumber: '11010519491231002X' }
    expect(judge(stranger, show('chen-siyuan'))).toBe(faceCode.personUnknown)
    expect(judge({ ...chen, name: '王小雨' }, show('chen-siyuan'))).toBe(faceCode.identityMismatch)
  })

  test('two persons of one name do not pass for each other', () => {
    expect(judge(testPerson('wu-min-1'), show('wu-min-2'))).toBe(faceCode.faceMismatch)
    expect(judge(testPerson('wu-min-1'), show('wu-min-1'))).toBe(faceCode.passed)
  })

  test('cancelling, no camera and no liveness never pass', () => {
    for (const act of ['cancel', 'camera-unavailable', 'liveness-fails'] as const)
      expect(judge(chen, { act })).not.toBe(faceCode.passed)
  })
})
