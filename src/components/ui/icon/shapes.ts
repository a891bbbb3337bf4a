/** Drawn on a 24 grid with round ends; the stroke is 1.5 px at any size. */
export const shapes = {
  home: '<path d="M4 11.2 12 4.5l8 6.7V19a1.2 1.2 0 0 1-1.2 1.2H5.2A1.2 1.2 0 0 1 4 19z"/><path d="M9.5 20v-6h5v6"/>',
  file: '<path d="M6.2 3.8h8L18.8 8.4v10.6a1.2 1.2 0 0 1-1.2 1.2H6.2A1.2 1.2 0 0 1 5 19V5a1.2 1.2 0 0 1 1.2-1.2z"/><path d="M14 4v4.6h4.6M8.5 13h7M8.5 16.4h4.5"/>',
  todo: '<rect x="4" y="4" width="16" height="16" rx="2.4"/><path d="m8.3 12.2 2.7 2.7 5-5.4"/>',
  person: '<circle cx="12" cy="8.2" r="3.7"/><path d="M4.6 20c.5-4 3.4-6 7.4-6s6.9 2 7.4 6"/>',
  people:
    '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 5a3.5 3.5 0 0 1 0 6.5M18 14.5c2.2.8 3.5 2.8 3.5 5.5"/>',
  personAdd:
    '<circle cx="10" cy="8.2" r="3.7"/><path d="M3 20c.5-4 3.2-6 7-6 1.6 0 3 .3 4.1 1M18 14.5v6M15 17.5h6"/>',
  company: '<path d="M5 20V6.2L13 4v16M13 9.5l6 1.7V20M3.5 20h17M8 9h2M8 12.5h2M8 16h2M16 14v.1M16 17v.1"/>',
  back: '<path d="M14.8 5 7.8 12l7 7"/>',
  forward: '<path d="m9.5 5.5 6.5 6.5-6.5 6.5"/>',
  down: '<path d="m6 9.5 6 6 6-6"/>',
  up: '<path d="m6 14.5 6-6 6 6"/>',
  arrowDown: '<path d="M12 5v14m0 0-5.5-5.5M12 19l5.5-5.5"/>',
  close: '<path d="m6 6 12 12M18 6 6 18"/>',
  check: '<path d="m5.5 12.5 4.3 4.3 8.7-9.3"/>',
  minus: '<path d="M6 12h12"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  half: '<circle cx="12" cy="12" r="7.5"/><path d="M12 4.5a7.5 7.5 0 0 1 0 15z" fill="currentColor"/>',
  clock: '<circle cx="12" cy="12" r="8.2"/><path d="M12 7.5V12l3 2"/>',
  checkCircle: '<circle cx="12" cy="12" r="8.5"/><path d="M8 12.3l2.8 2.7L16 9.5"/>',
  crossCircle: '<circle cx="12" cy="12" r="8.5"/><path d="M9 9l6 6M15 9l-6 6"/>',
  endedCircle: '<circle cx="12" cy="12" r="8.5"/><path d="M6 6l12 12"/>',
  info: '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 8v.01"/>',
  warning: '<path d="M12 4l9 16H3z"/><path d="M12 10v4.5M12 17.3v.01"/>',
  search: '<circle cx="11" cy="11" r="6.2"/><path d="m15.7 15.7 4.3 4.3"/>',
  filter: '<path d="M4 7h16M7 12h10M10 17h4"/>',
  upload: '<path d="M12 15.5V5m0 0L8 9m4-4 4 4M4.5 15.5v3A1.5 1.5 0 0 0 6 20h12a1.5 1.5 0 0 0 1.5-1.5v-3"/>',
  download:
    '<path d="M12 4.5V15m0 0-4-4m4 4 4-4M4.5 15.5v3A1.5 1.5 0 0 0 6 20h12a1.5 1.5 0 0 0 1.5-1.5v-3"/>',
  share: '<path d="M13 5.5 20 11l-7 5.5V13c-4.5 0-7 1.3-9 4.5.5-5 3.5-8 9-8.5z"/>',
  copy: '<rect x="8.5" y="8.5" width="11.5" height="11.5" rx="2"/><path d="M15.5 8.5V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7.5a2 2 0 0 0 2 2h2.5"/>',
  code: '<rect x="4" y="4" width="6.5" height="6.5" rx="1"/><rect x="13.5" y="4" width="6.5" height="6.5" rx="1"/><rect x="4" y="13.5" width="6.5" height="6.5" rx="1"/><path d="M13.5 13.5h3v3h-3zM20 13.5v3M16.5 20H20M13.5 20v.1"/>',
  scan: '<path d="M4 8.5V6a2 2 0 0 1 2-2h2.5M15.5 4H18a2 2 0 0 1 2 2v2.5M20 15.5V18a2 2 0 0 1-2 2h-2.5M8.5 20H6a2 2 0 0 1-2-2v-2.5M4 12h16"/>',
  face: '<path d="M4 8.5V6a2 2 0 0 1 2-2h2.5M15.5 4H18a2 2 0 0 1 2 2v2.5M20 15.5V18a2 2 0 0 1-2 2h-2.5M8.5 20H6a2 2 0 0 1-2-2v-2.5"/><path d="M9 9.5v1M15 9.5v1M12.2 9.5v3.2h-.9M9 15.2c1.7 1.3 4.3 1.3 6 0"/>',
  message:
    '<path d="M5.5 5h13A1.5 1.5 0 0 1 20 6.5v9a1.5 1.5 0 0 1-1.5 1.5H11l-4.5 3.5V17h-1A1.5 1.5 0 0 1 4 15.5v-9A1.5 1.5 0 0 1 5.5 5z"/><path d="M8.3 11h.01M12 11h.01M15.7 11h.01" stroke-width="2.2"/>',
  lock: '<rect x="5" y="10.5" width="14" height="9.5" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.2v2"/>',
  phone: '<rect x="7" y="3" width="10" height="18" rx="2"/><path d="M11 18h2"/>',
  eye: '<path d="M3 12c2.2-4 5.2-6 9-6s6.8 2 9 6c-2.2 4-5.2 6-9 6s-6.8-2-9-6z"/><circle cx="12" cy="12" r="2.8"/>',
  eyeOff:
    '<path d="M3 12c2.2-4 5.2-6 9-6s6.8 2 9 6c-2.2 4-5.2 6-9 6s-6.8-2-9-6z"/><circle cx="12" cy="12" r="2.8"/><path d="M5 20 19 4"/>',
  shield:
    '<path d="m12 3.5 7 2.600v5.400c0 4.3-2.8 7.4-7 9-4.2-1.6-7-4.7-7-9V6.100z"/><path d="m8.8 12 2.3 2.3 4.2-4.5"/>',
  evidence:
    '<circle cx="12" cy="9.5" r="5.5"/><path d="M8.7 14 7.5 20.5l4.5-2.2 4.5 2.200L15.3 14M9.8 9.500l1.6 1.6 2.9-3"/>',
  stamp:
    '<path d="M9 13.500c.8-2.5-.8-3.9-.8-6a3.8 3.8 0 0 1 7.6 0c0 2.1-1.6 3.5-.8 6"/><path d="M5.5 17.200v-1.700a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v1.700zM5.5 20.200h13"/>',
  star: '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.500l1.3 2.9 3.2.3-2.4 2.1.7 3.1-2.8-1.6-2.8 1.6.7-3.1-2.4-2.1 3.2-.3z"/>',
  pen: '<path d="m4.5 19.5 1-4.300L16.2 4.500l3.3 3.300L8.8 18.500zM13.7 7l3.3 3.3"/>',
  date: '<rect x="4" y="5.5" width="16" height="14.5" rx="2"/><path d="M4 10h16M8.5 3.500v4M15.5 3.500v4"/>',
  drag: '<path d="M9 6.500h.01M15 6.500h.01M9 12h.01M15 12h.01M9 17.500h.01M15 17.500h.01" stroke-width="2.64"/>',
  more: '<path d="M5.5 12h.01M12 12h.01M18.5 12h.01" stroke-width="2.6"/>',
  trash: '<path d="M5 7h14M9.5 7V4h5v3M7 7l.8 13h8.400L17 7"/>',
  undo: '<path d="M8 5L4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-4"/>',
  redo: '<path d="M16 5l4 4-4 4M20 9H10a5.5 5.5 0 0 0 0 11h4"/>',
  rotate: '<path d="M14 4.500h5.500V10M10 19.500H4.500V14M19.5 4.5 13.5 10.500M4.5 19.500l6-6"/>',
  fullscreen: '<path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5"/>',
  refresh: '<path d="M19 12a7 7 0 1 1-2.3-5.200M19 4.500V8.500h-4"/>',
  offline:
    '<path d="M4 9.500a12 12 0 0 1 4.2-2.600M12 6c3.1 0 6 1.3 8 3.500M7 13a7.5 7.5 0 0 1 3-1.800M14.3 11.300A7.5 7.5 0 0 1 17 13M10 16.300a3 3 0 0 1 4 0M12 19.500v.1M5 4l14 16"/>',
  layers: '<path d="M12 4l9 4.5-9 4.5-9-4.500zM3 13l9 4.5 9-4.5"/>',
  template: '<rect x="4" y="4" width="16" height="16" rx="2"/><path d="M4 9h16M9.5 9v11"/>',
  swap: '<path d="M4 8h15M15 4l4 4-4 4M20 16H5M9 12l-4 4 4 4"/>',
  language:
    '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.500c5 5 5 12 0 17M12 3.500c-5 5-5 12 0 17"/>',
  signOut:
    '<path d="M10 4.500H6A1.5 1.5 0 0 0 4.5 6v12A1.5 1.5 0 0 0 6 19.500h4M15.5 8l4 4-4 4M19.5 12H9.5"/>',
  link: '<path d="M10 14a4 4 0 0 0 6 .4l2.6-2.600a4 4 0 0 0-5.7-5.700L11.5 7.500M14 10a4 4 0 0 0-6-.4l-2.6 2.600a4 4 0 0 0 5.7 5.700l1.4-1.4"/>',
  wechat:
    '<path d="M9.5 4.500c-3.6 0-6.5 2.4-6.5 5.4 0 1.7 1 3.2 2.5 4.200L5 16.500l2.6-1.300c.6.1 1.2.2 1.9.2"/><path d="M15 9.500c3.3 0 6 2.2 6 5 0 1.5-.8 2.9-2.2 3.800l.5 2.2-2.4-1.200c-.6.1-1.2.2-1.9.2-3.3 0-6-2.2-6-5s2.7-5 6-5z"/>',
} as const

export type IconName = keyof typeof shapes
