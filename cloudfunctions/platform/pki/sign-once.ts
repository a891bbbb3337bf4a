import type { Signer } from './keys'

/** A one-shot key was asked to sign again. */
export class KeySpentError extends Error {
  override name = 'KeySpentError'
  constructor() {
    super('a one-shot key signs once')
  }
}

/** A signer whose key is dropped after one signature (one-shot certificates). Error: KeySpentError on the second call. */
export function signOnce(signer: Signer): Signer {
  let sign: Signer['sign'] | undefined = (data) => signer.sign(data)
  return {
    certificate: signer.certificate,
    chain: signer.chain,
    algorithm: signer.algorithm,
    async sign(data) {
      const use = sign
      sign = undefined
      if (!use) throw new KeySpentError()
      return use(data)
    },
  }
}
