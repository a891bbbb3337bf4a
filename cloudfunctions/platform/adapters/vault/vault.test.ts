import { randomBytes } from 'node:crypto'
import { createVault } from './vault'

const master = randomBytes(32)
const vault = createVault(master)

describe('vault', () => {
  test('what was encrypted comes back, and never looks the same twice', () => {
    const first = vault.encrypt('13800006621', 'account.phone')
    expect(vault.decrypt(first, 'account.phone')).toBe('13800006621')
    expect(vault.encrypt('13800006621', 'account.phone')).not.toBe(first)
    expect(first).not.toContain('13800006621')
  })

  test('a value moved to another context, changed, or read with another master is refused', () => {
    const sealed = vault.encrypt('110101199003070038', 'person.idNumber')
    expect(() => vault.decrypt(sealed, 'account.phone')).toThrow()
    const bytes = Buffer.from(sealed.slice(3), 'base64url')
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes)
      changed[i] = (changed[i] ?? 0) ^ 1
      expect(() => vault.decrypt(`v1.${changed.toString('base64url')}`, 'person.idNumber')).toThrow()
    }
    expect(() => createVault(randomBytes(32)).decrypt(sealed, 'person.idNumber')).toThrow()
    expect(() => vault.decrypt('v1.', 'person.idNumber')).toThrow()
  })

  test('look-ups are stable over restarts and unrelated between purposes', () => {
    expect(vault.lookup('13800006621', 'phone')).toBe(createVault(master).lookup('13800006621', 'phone'))
    expect(vault.lookup('13800006621', 'phone')).toMatch(/^[0-9a-f]{64}$/)
    expect(vault.lookup('13800006621', 'phone')).not.toBe(vault.lookup('13800006621', 'captcha'))
  })

  test('only the right secret passes, and a hash is worthless under another master (pepper)', async () => {
    const hash = await vault.hashSecret('482913')
    expect(await vault.checkSecret('482913', hash)).toBe(true)
    expect(await vault.checkSecret('482914', hash)).toBe(false)
    expect(await vault.checkSecret('482913', 'nonsense')).toBe(false)
    expect(await createVault(randomBytes(32)).checkSecret('482913', hash)).toBe(false)
    expect(await vault.hashSecret('482913')).not.toBe(hash)
  })

  test('a short master secret is refused', () => {
    expect(() => createVault(randomBytes(31))).toThrow('32 bytes')
  })
})
