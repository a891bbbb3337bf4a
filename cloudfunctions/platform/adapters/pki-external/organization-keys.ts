import { createPrivateKey } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { type CloudEndpoint } from '#platform/adapters/tencent-cloud/client'
import { readCertificate } from '#platform/pki/certificate'
import { suiteOf, type SignatureSuite, type Signer } from '#platform/pki/keys'
import { importLocalKey } from '#platform/pki/local-key'
import { readCertificates } from './certificate-chain'
import { kmsSigner } from './kms-signer'

export interface OrganizationKeysOptions {
  /** of encrypted key files */
  passphrase?: string
  /** where keys that stay in a key management service are used */
  kms?: CloudEndpoint
  /** epoch ms */
  now: () => number
}

/** A key folder cannot be used as it is; the message names the file. */
export class OrganizationKeysError extends Error {
  override name = 'OrganizationKeysError'
}

/** The name that stands for this installation itself: its key signs evidence packages. */
const INSTALLATION = 'installation'

/**
 * Keys and certificates that somebody brings along: a folder with `<organization id>.crt.pem` (own certificate first,
 * then issuers up to the root) and either `<organization id>.key.pem` (PKCS#8, also encrypted) or
 * `<organization id>.kms`, which holds the id of a key that never leaves its service. `<id>.sm.…` for a second pair
 * with SM2.
 */
export class OrganizationKeys {
  private constructor(
    private readonly signers: ReadonlyMap<string, Signer>,
    private readonly now: () => number,
  ) {}

  /** Reads the folder once. @throws OrganizationKeysError */
  static async open(folder: string, options: OrganizationKeysOptions): Promise<OrganizationKeys> {
    const names = await readdir(folder).catch(() => {
      throw new OrganizationKeysError(`cannot read ${folder}`)
    })
    const signers = new Map<string, Signer>()
    for (const name of names.filter((one) => one.endsWith('.crt.pem'))) {
      const id = name.slice(0, -'.crt.pem'.length).replace(/\.sm$/, '')
      const signer = await readPair(path.join(folder, name), options)
      signers.set(keyOf(id, suiteOf(signer.algorithm)), signer)
    }
    return new OrganizationKeys(signers, options.now)
  }

  /** Null when the organization has brought no key of this suite, or its certificate has ended. */
  organization(id: string, suite: SignatureSuite): Signer | null {
    const signer = this.signers.get(keyOf(id, suite))
    if (!signer) return null
    return readCertificate(signer.certificate).notAfter.getTime() > this.now() ? signer : null
  }

  installation(): Signer | null {
    return this.organization(INSTALLATION, 'international')
  }

  /** The chains that came with the keys, own certificate first. */
  chains(): Buffer[][] {
    return [...this.signers.values()].map(({ certificate, chain }) => [certificate, ...chain])
  }
}

const keyOf = (id: string, suite: SignatureSuite): string => `${suite} ${id}`

async function readPair(certificateFile: string, options: OrganizationKeysOptions): Promise<Signer> {
  const base = certificateFile.slice(0, -'.crt.pem'.length)
  const [certificate, ...chain] = readCertificates(await readFile(certificateFile)).map((one) => one.raw)
  if (!certificate) throw new OrganizationKeysError(`no certificate in ${certificateFile}`)
  if (chain.length === 0)
    throw new OrganizationKeysError(`the issuers up to the root are missing from ${certificateFile}`)
  const keyId = await readText(`${base}.kms`)
  if (keyId !== null) {
    if (!options.kms)
      throw new OrganizationKeysError(`${base}.kms needs TENCENT_SECRET_ID and TENCENT_SECRET_KEY`)
    return kmsSigner({ endpoint: options.kms, keyId: keyId.trim(), certificate, chain })
  }
  const pem = await readText(`${base}.key.pem`)
  if (pem === null) throw new OrganizationKeysError(`neither ${base}.key.pem nor ${base}.kms is there`)
  const key = importLocalKey(pkcs8Of(pem, `${base}.key.pem`, options.passphrase))
  if (!key.publicKey.equals(readCertificate(certificate).publicKey))
    throw new OrganizationKeysError(`${base}.key.pem does not belong to the certificate`)
  return { certificate, chain, algorithm: key.algorithm, sign: (data) => key.sign(data) }
}

async function readText(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return null
  }
}

function pkcs8Of(pem: string, file: string, passphrase?: string): Buffer {
  try {
    const key = createPrivateKey({ key: pem, format: 'pem', ...(passphrase ? { passphrase } : {}) })
    return key.export({ type: 'pkcs8', format: 'der' })
  } catch {
    throw new OrganizationKeysError(`cannot read ${file}: not a private key, or another passphrase`)
  }
}
