import { ProviderFailure } from '#platform/kernel/ports'
import { certificatesOnly } from '#platform/pki/certification-request'
import { basicAuth, exchange, type Exchange, type ExchangeAnswer } from './http-exchange'

export interface EstService {
  /** e.g. `https://ca.example.cn/.well-known/est`, with a label behind it where the authority has several */
  url: URL
  user?: string
  password?: string
  tls?: Exchange['tls']
  /** ms until an unanswered request is a failure */
  timeout?: number
}

const maxAnswerBytes = 256 * 1024

/** Enrolment over Secure Transport (RFC 7030): the two operations that a client with keys of its own needs. */
export class EstClient {
  constructor(private readonly service: EstService) {}

  /** The authority's certificates (§4.1), DER. @throws ProviderFailure */
  async authorities(): Promise<Buffer[]> {
    return certificatesIn(await this.call('GET', 'cacerts'))
  }

  /**
   * A certificate for a PKCS#10 request (§4.2), DER, as the authority sends it: alone or with issuers.
   * @throws ProviderFailure; `EnrolmentPending` when the authority wants to be asked again later
   */
  async enrol(request: Buffer): Promise<Buffer[]> {
    const answer = await this.call('POST', 'simpleenroll', request)
    if (answer.status === 202) throw new ProviderFailure('EnrolmentPending')
    return certificatesIn(answer)
  }

  private call(method: 'GET' | 'POST', operation: string, request?: Buffer): Promise<ExchangeAnswer> {
    const { url, user, password, tls, timeout = 15_000 } = this.service
    return exchange({
      url: new URL(`${url.href.replace(/\/$/, '')}/${operation}`),
      method,
      headers: {
        accept: 'application/pkcs7-mime',
        ...(request ? { 'content-type': 'application/pkcs10', 'content-transfer-encoding': 'base64' } : {}),
        ...(user === undefined ? {} : { authorization: basicAuth(user, password ?? '') }),
      },
      ...(request ? { body: request.toString('base64').replace(/.{64}/g, '$&\n') } : {}),
      timeout,
      maxBytes: maxAnswerBytes,
      ...(tls ? { tls } : {}),
    })
  }
}

function certificatesIn({ status, headers, body }: ExchangeAnswer): Buffer[] {
  if (status !== 200) throw new ProviderFailure(`EnrolmentHttp${status}`)
  if (!headers['content-type']?.startsWith('application/pkcs7-mime'))
    throw new ProviderFailure('EnrolmentNoCertificates')
  try {
    // RFC 7030 §4.1.3: base64; RFC 8951 lets senders drop the header that says so.
    const certificates = certificatesOnly(Buffer.from(body.toString('latin1'), 'base64'))
    if (certificates.length > 0) return certificates
  } catch {
    // Falls through: not a CMS.
  }
  throw new ProviderFailure('EnrolmentUnreadable')
}
