import type { Settings } from '#platform/kernel/ports'

/** The link behind a signature code; also what its QR shows. */
export const signingUrl = (settings: Pick<Settings, 'publicUrl'>, code: string) =>
  `${settings.publicUrl}/s/${code}`
