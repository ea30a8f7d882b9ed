import type { ExportDocument } from './case-history.js';
import { htmlExport } from './html-export.document.js';
import { jsonExport } from './json-export.document.js';
import { ocelExport } from './ocel-export.document.js';
import { xesExport } from './xes-export.document.js';

/** The file formats that a case can be exported in, by the names they are asked for. */
export const EXPORT_FORMATS = {
  json: jsonExport,
  xes: xesExport,
  ocel: ocelExport,
  html: htmlExport,
} as const satisfies Record<string, ExportDocument>;

export type ExportFormatName = keyof typeof EXPORT_FORMATS;
