import { createHash } from 'node:crypto'
import type { Drawing } from '../../cloudfunctions/platform/pdf/appearance/drawing'
import { packPicture } from '../../cloudfunctions/platform/pdf/appearance/packed-picture'
import { composeRevision0, type PartyPlaces } from '../../cloudfunctions/platform/pdf/compose'
import { FontSet } from '../../cloudfunctions/platform/pdf/fonts/font-set'
import { completeLongTerm } from '../../cloudfunctions/platform/pdf/long-term'
import { signPdf } from '../../cloudfunctions/platform/pdf/sign'
import { samplePdf } from '../../cloudfunctions/platform/pdf/testing/sample-files'
import { verifyPdf } from '../../cloudfunctions/platform/pdf/verify/verify-pdf'
import type { Signer } from '../../cloudfunctions/platform/pki/keys'
import type { LocalPki } from '../../cloudfunctions/platform/pki/local-pki'
import { COMPANY, contractSeal, withPki } from './identities'
import { best } from './measuring'

const PARTIES = ['a', 'b'] as const
/** Each party fills a text and a date. */
const FIELDS = ['text', 'date'] as const

const places: PartyPlaces[] = PARTIES.map((id, i) => ({
  id,
  signatureFields: [{ name: id, page: 9, rect: { x: 60 + 240 * i, y: 500, width: 119, height: 119 } }],
  slots: FIELDS.map((field, k) => ({
    name: `${id}-${field}`,
    page: 9,
    rect: { x: 60 + 240 * i, y: 640 + 30 * k, width: 160, height: 20 },
  })),
}))

const line = (text: string): Drawing => ({
  width: 160,
  height: 20,
  items: [{ kind: 'text', text, x: 2, y: 14, size: 11, face: 'song' }],
})

export interface Completion {
  /** ms: both parties' acts, the security store, the document time stamp */
  completion: number
  /** ms: the hashes, signatures and time stamps in it */
  floor: number
  /** ms: what the authority needs for its CRLs and OCSP responses, not in the figures above */
  validation: number
}

/**
 * A composed 10-page contract of two parties, who each fill two fields and sign in turn (B-T, P-256), closed at B-LTA.
 * Floor, with the same keys and the same authority in the same process:
 *   hashes       SHA-256 of the whole file once for each of the three revisions
 *   signatures   one by each party
 *   time stamps  three tokens, asked of the same authority: one for each signature, one for the document
 * Above the floor lie reading the file three times, drawing fields and seals with an embedded font subset, the CMS, the
 * writing of three updates and of the security store. Certificates, CRLs and OCSP responses are there beforehand, as
 * they are when an outside authority issues them.
 */
export function measureCompleting(): Promise<Completion> {
  return withPki(async (pki) => {
    const source = samplePdf({ pages: 10, filler: 190 * 1024 })
    const { base, append } = await composeRevision0({ source, parties: places })
    const revision0 = Buffer.concat([base, append])
    const signers = await Promise.all(
      PARTIES.map((id) => pki.organizationSigner({ id, name: `${COMPANY}${id}` })),
    )
    const certificates = signers.flatMap((signer) => [signer.certificate, ...signer.chain])
    const started = performance.now()
    const validation = await pki.validationData(certificates)
    const collecting = performance.now() - started
    const fonts = FontSet.open()
    const seal = packPicture(contractSeal(fonts))

    const complete = async (): Promise<Buffer[]> => {
      const states = [revision0]
      let file = revision0
      for (const [i, id] of PARTIES.entries()) {
        const signed = await signPdf({
          base: file,
          fieldName: id,
          appearance: seal,
          slots: [
            { name: `${id}-text`, picture: line('同意按本合同约定履行') },
            { name: `${id}-date`, picture: line('2026年11月22日') },
          ],
          fonts,
          date: new Date(),
          signer: signers[i] as Signer,
          timeStamper: pki.timeStamper(),
        })
        file = Buffer.concat([file, signed.append])
        states.push(file)
      }
      const closed = await completeLongTerm(file, { timeStamper: pki.timeStamper(), validation })
      return [...states, Buffer.concat([file, closed.append])]
    }
    const states = await complete()
    checkLevel(states, pki)
    const completion = await best(1_500, complete)
    const floor = await best(1_500, async () => {
      for (const [i, state] of states.slice(1).entries()) {
        const digest = createHash('sha256').update(state).digest()
        await signers[i]?.sign(digest)
        await pki.timeStamper().stamp(digest)
      }
    })
    return { completion, floor, validation: collecting }
  })
}

/** What is measured must be what is promised. */
function checkLevel(states: readonly Buffer[], pki: LocalPki): void {
  const report = verifyPdf(states[states.length - 1] as Buffer, { roots: pki.roots() })
  const levels = report.signatures.map((signature) => signature.level).join(' ')
  if (report.verdict !== 'intact' || levels !== 'B-LTA B-LTA time-stamp')
    throw new Error(`not a completed contract: ${report.verdict}, ${levels}`)
}
