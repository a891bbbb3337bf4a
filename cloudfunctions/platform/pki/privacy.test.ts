import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { Scratch } from '../pdf/testing/outside-tools'
import { certificationRequest } from './certification-request'
import { readDer, type DerNode } from './der-reader'
import { generateLocalKey } from './local-key'
import { LocalPki } from './local-pki'

/** Every text and number in it, also inside OCTET STRINGs that hold DER. */
function contentsOf(node: DerNode): Buffer[] {
  if (node.constructed) return node.children.flatMap(contentsOf)
  if (!node.is(0x04)) return [node.content]
  try {
    const inner = readDer(node.octets)
    return inner.end === node.octets.length ? contentsOf(inner) : [node.content]
  } catch {
    return [node.content]
  }
}

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''))
const person = fc.record({
  name: fc.stringMatching(/^[\u4e00-\u9fff]{2,4}$/),
  idNumber: digits(17).map((text) => `${text}X`),
  phone: digits(9).map((text) => `13${text}`),
})

test('no certificate and no request for one holds an ID number or a phone, in any form of writing', async () => {
  const scratch = new Scratch()
  try {
    const pki = await LocalPki.create(scratch.path('pki'), randomBytes(32))
    const key = await generateLocalKey()
    await fc.assert(
      fc.asyncProperty(
        person,
        fc.constantFrom('international' as const, 'sm' as const),
        async (one, suite) => {
          // Callers hold more of a person than they may hand on: the whole record goes in.
          const whole = { ...one, contractId: 'c-1', digest: 'ab'.repeat(32), suite }
          const made = [
            (await pki.personSigner(whole)).certificate,
            (await pki.organizationSigner({ ...one, id: `org-${one.phone.length}`, suite })).certificate,
            await certificationRequest(key, { ...one, commonName: one.name }),
          ]
          for (const secret of [one.idNumber, one.phone]) {
            const forms = [
              Buffer.from(secret),
              Buffer.from(secret, 'utf16le').swap16(),
              Buffer.from(secret.replace('X', ''), 'hex'),
              Buffer.from(BigInt(secret.replace('X', '10')).toString(16).padStart(16, '0'), 'hex'),
              ...['md5', 'sha1', 'sha256', 'sm3'].map((hash) => createHash(hash).update(secret).digest()),
            ]
            for (const der of made) {
              const parts = [der, ...contentsOf(readDer(der))]
              if (parts.some((part) => forms.some((form) => part.includes(form)))) return false
            }
          }
          return made.slice(0, 1).every((der) => der.includes(Buffer.from(one.name)))
        },
      ),
      { numRuns: 40 },
    )
  } finally {
    scratch.remove()
  }
})
