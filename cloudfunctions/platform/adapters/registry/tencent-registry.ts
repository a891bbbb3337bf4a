import { ProviderFailure, type IdentityRegistryPort } from '#platform/kernel/ports'
import { callCloud, type CloudEndpoint } from '#platform/adapters/tencent-cloud/client'

/** Tencent Cloud FaceID `IdCardVerification` 2018-03-01: name and number against the authority's database. */
export class TencentRegistry implements IdentityRegistryPort {
  constructor(
    private readonly endpoint: CloudEndpoint,
    readonly simulated: boolean,
  ) {}

  async check(name: string, idNumber: string): Promise<'match' | 'mismatch' | 'unknown'> {
    const answer = await callCloud(this.endpoint, 'IdCardVerification', { IdCard: idNumber, Name: name })
    switch (String(answer.Result)) {
      case '0':
        return 'match'
      case '-1':
      case '-2':
      case '-3':
        return 'mismatch'
      case '-5':
        return 'unknown'
      default:
        throw new ProviderFailure(`IdCardVerification.${String(answer.Result)}`)
    }
  }
}
