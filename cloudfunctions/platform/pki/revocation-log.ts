import type { KeyFiles } from './key-files'
import type { RevokedCertificate } from './revocation'

const fileName = (number: number): string => `revocation-${number}.key`

/**
 * The revoked certificates of an authority, one numbered file each: an append never changes what is there, and one
 * read of the next number tells whether another process has added something.
 */
export class RevocationLog {
  private readonly entries: RevokedCertificate[]
  private count = 0

  /** @param inherited entries of key files from before this log existed */
  constructor(
    private readonly files: KeyFiles,
    inherited: readonly RevokedCertificate[],
  ) {
    this.entries = [...inherited]
  }

  /** Every entry known since the last `refresh`, oldest first. */
  get all(): readonly RevokedCertificate[] {
    return this.entries
  }

  find(serial: string): RevokedCertificate | undefined {
    return this.entries.find((entry) => entry.serial === serial)
  }

  /** Takes in what other processes have added. */
  async refresh(): Promise<void> {
    for (;;) {
      const number = this.count + 1
      const plain = await this.files.read(fileName(number))
      if (!plain) return
      // Another refresh may have been faster while this one waited.
      if (number !== this.count + 1) continue
      this.count = number
      this.entries.push(JSON.parse(plain.toString('utf8')) as RevokedCertificate)
    }
  }

  /** Does nothing when the certificate is revoked already: the first time and reason stay. */
  async add(entry: RevokedCertificate): Promise<void> {
    for (;;) {
      await this.refresh()
      if (this.find(entry.serial)) return
      await this.files.create(fileName(this.count + 1), Buffer.from(JSON.stringify(entry)))
    }
  }
}
