import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LocalPki } from '../../../pki/local-pki'
import type { VectorPicture } from '../../appearance/vector-picture'
import { composeRevision0, type PartyPlaces } from '../../compose'
import { completeLongTerm } from '../../long-term'
import { signPdf } from '../../sign'
import { samplePdf, type SampleOptions } from '../../testing/sample-files'

const STAMP: VectorPicture = {
  width: 100,
  height: 100,
  shapes: [{ d: [['M', 5, 5], ['L', 95, 5], ['L', 95, 95], ['Z']], stroke: '#c5372c', strokeWidth: 6 }],
}

const PARTIES: PartyPlaces[] = [
  {
    id: 'company',
    signatureFields: [{ name: 'company-seal', page: 0, rect: { x: 60, y: 60, width: 119, height: 119 } }],
    slots: [{ name: 'company-edge', page: 1, rect: { x: 300, y: 300, width: 40, height: 80 } }],
  },
  {
    id: 'person',
    signatureFields: [{ name: 'person-signature', page: 1, rect: { x: 200, y: 60, width: 120, height: 50 } }],
    slots: [{ name: 'person-date', page: 1, rect: { x: 200, y: 120, width: 120, height: 20 } }],
  },
  {
    id: 'witness',
    signatureFields: [
      { name: 'witness-signature', page: 1, rect: { x: 60, y: 400, width: 120, height: 50 } },
    ],
    slots: [{ name: 'witness-date', page: 1, rect: { x: 60, y: 460, width: 120, height: 20 } }],
  },
]

/** A contract that the engine signed: every state it went through, and whom to trust. */
export interface SignedContract {
  /** revision 0 with empty fields and slots */
  prepared: Buffer
  /** sealed by the company, one slot filled */
  sealed: Buffer
  /** then signed by a person, one slot filled; the witness has not signed */
  signed: Buffer
  /** with security store and document time stamp */
  completed: Buffer
  roots: Buffer[]
}

/** Makes a contract with the engine's real parts: composer, signer, certificate and time-stamp authority. */
export async function signContract(options: SampleOptions = {}): Promise<SignedContract> {
  const dir = mkdtempSync(join(tmpdir(), 'qianli-verify-'))
  try {
    const pki = await LocalPki.create(join(dir, 'pki'), randomBytes(32))
    const date = new Date()
    const composed = await composeRevision0({ source: samplePdf(options), parties: PARTIES })
    const prepared = Buffer.concat([composed.base, composed.append])
    const company = await pki.organizationSigner({ id: 'o1', name: '上海云杉科技有限公司' })
    const timeStamper = pki.timeStamper()
    const first = await signPdf({
      base: prepared,
      fieldName: 'company-seal',
      appearance: STAMP,
      slots: [{ name: 'company-edge', picture: STAMP }],
      date,
      signer: company,
      timeStamper,
    })
    const sealed = Buffer.concat([prepared, first.append])
    const person = await pki.personSigner({ name: '王小雨', contractId: 'c1', digest: first.revisionSha256 })
    const second = await signPdf({
      base: sealed,
      fieldName: 'person-signature',
      appearance: STAMP,
      slots: [{ name: 'person-date', picture: STAMP }],
      date,
      signer: person,
      timeStamper,
    })
    const signed = Buffer.concat([sealed, second.append])
    const last = await completeLongTerm(signed, {
      timeStamper,
      validation: {
        certificates: [company.certificate, person.certificate, ...company.chain],
        crls: await pki.crls(),
        ocsps: [await pki.ocsp(company.certificate), await pki.ocsp(person.certificate)],
      },
    })
    const completed = Buffer.concat([signed, last.append])
    return { prepared, sealed, signed, completed, roots: pki.roots() }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
