import { Certificate } from '#platform/pdf/verify/certificate'
import { buildChain } from '#platform/pdf/verify/trust'

/**
 * The chain from a certificate to one of the roots, the root included, every link checked and every certificate valid
 * at `at` (epoch ms). Null when there is none.
 */
export function chainToRoot(
  leaf: Buffer,
  pool: readonly Buffer[],
  roots: readonly Buffer[],
  at: number,
): Buffer[] | null {
  const [first, ...others] = [leaf, ...pool].map((der) => Certificate.read(der))
  if (!first) return null
  const known = (list: readonly (Certificate | null)[]) => list.filter((one) => one !== null)
  const { certificates, trusted } = buildChain(
    first,
    known(others),
    known(roots.map((der) => Certificate.read(der))),
    false,
  )
  const isValid = (one: Certificate) => one.notBefore - 300_000 <= at && at <= one.notAfter
  if (!trusted || !certificates.every(isValid) || !certificates.slice(1).every((one) => one.isCa)) return null
  return certificates.map((one) => one.raw)
}

/** Certificates of a PEM or DER file's bytes. */
export { readCertificates } from '#platform/pdf/verify/read-certificates'
