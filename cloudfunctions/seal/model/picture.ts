import { z } from 'zod'

/** A vector picture as the document engine draws it. Sizes in points, y down; `d` is an SVG path. */
export const vectorPicture = z.object({
  width: z.number(),
  height: z.number(),
  shapes: z.array(
    z.object({
      d: z.string(),
      fill: z.string().optional(),
      stroke: z.string().optional(),
      strokeWidth: z.number().optional(),
    }),
  ),
})
export type VectorPicture = z.infer<typeof vectorPicture>
