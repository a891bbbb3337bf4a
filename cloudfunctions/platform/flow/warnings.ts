/** What the layout could not set as asked. */
export type FlowWarning = 'TABLE_NARROWED' | 'PICTURE_NARROWED' | 'ROW_CLIPPED'
