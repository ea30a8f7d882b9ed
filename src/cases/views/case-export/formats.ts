import type { ExportDocument } from './case-history.js';
import { htmlExport } from './html-export.document.js';
import { jsonExport } from './json-export.document.js';
import { ocelExport } from './ocel-export.document.js';
import { xesExport } from './xes-export.document.js';

/** A file format that a case can be exported in. */
export interface ExportFormat {
  readonly document: ExportDocument;
}

/** The file formats by the names they are asked for. */
export const EXPORT_FORMATS = {
  json: { document: jsonExport },
  xes: { document: xesExport },
  ocel: { document: ocelExport },
  html: { document: htmlExport },
} as const satisfies Record<string, ExportFormat>;

export type ExportFormatName = keyof typeof EXPORT_FORMATS;
