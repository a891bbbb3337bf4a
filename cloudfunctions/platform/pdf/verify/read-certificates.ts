import { Certificate } from './certificate'

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g

/** Certificates of a DER file (one) or a PEM file (any number). What cannot be read is left out. */
export function readCertificates(bytes: Buffer): Certificate[] {
  const bodies = [...bytes.toString('latin1').matchAll(PEM)].map((match) => match[1] ?? '')
  const ders = bodies.length > 0 ? bodies.map((body) => Buffer.from(body, 'base64')) : [bytes]
  return ders.map((der) => Certificate.read(der)).filter((item) => item !== null)
}
