import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { VectorPicture } from '../../cloudfunctions/platform/pdf/appearance/vector-picture'
import { FontSet } from '../../cloudfunctions/platform/pdf/fonts/font-set'
import { drawSeal } from '../../cloudfunctions/platform/pdf/seal/seal-design'
import { issueCertificate } from '../../cloudfunctions/platform/pki/certificate'
import type { Signer } from '../../cloudfunctions/platform/pki/keys'
import { generateLocalKey, type LocalKey } from '../../cloudfunctions/platform/pki/local-key'
import { LocalPki } from '../../cloudfunctions/platform/pki/local-pki'

export const COMPANY = '上海云杉科技有限公司'

export interface Identity {
  key: LocalKey
  signer: Signer
}

/** A self-signed RSA-2048 identity: the only kind that every library here can use. */
export async function rsaIdentity(): Promise<Identity> {
  const key = await generateLocalKey('rsa2048')
  const now = Date.now()
  const certificate = await issueCertificate(
    {
      subject: { commonName: COMPANY },
      publicKey: key.publicKey,
      notBefore: new Date(now - 60_000),
      notAfter: new Date(now + 86_400_000),
      profile: { use: 'document' },
    },
    { certificate: null, algorithm: key.algorithm, sign: (data) => key.sign(data) },
  )
  return { key, signer: { certificate, chain: [], algorithm: key.algorithm, sign: (data) => key.sign(data) } }
}

export const contractSeal = (fonts = FontSet.open()): VectorPicture =>
  drawSeal({ kind: 'contract', name: COMPANY, code: '3101150287416' }, fonts)

/** A built-in authority in a folder that goes away afterwards. */
export async function withPki<T>(work: (pki: LocalPki) => Promise<T>): Promise<T> {
  const scratch = mkdtempSync(join(tmpdir(), 'qianli-bench-'))
  try {
    return await work(await LocalPki.create(join(scratch, 'pki'), randomBytes(32)))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
