import { z } from 'zod'

/** Where to send one file. Apart from `upload.ts`, whose limits pages take without a schema library. */
export const uploadTicket = z.object({
  uploadId: z.string(),
  /** `http`: POST the raw bytes to url with these headers; `cloud`: wx.cloud.uploadFile to cloudPath, then pass the fileID on. */
  ticket: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('http'), url: z.string(), headers: z.record(z.string(), z.string()) }),
    z.object({ kind: z.literal('cloud'), cloudPath: z.string() }),
  ]),
  maxBytes: z.number(),
  expiresAt: z.number(),
})
