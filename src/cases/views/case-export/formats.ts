import type { ExportDocument } from './case-history.js';
import { htmlExport } from './html-export.document.js';
import { jsonExport } from './json-export.document.js';
import { ocelExport } from './ocel-export.document.js';
import { xesExport } from './xes-export.document.js';

/** A file format that a case can be exported in. */
export interface ExportFormat {
  readonly document: ExportDocument;
  readonly mediaType: string;
  /** How a file of it is called: `html`. */
  readonly suffix: string;
}

/** The file formats by the names they are asked for. */
export const EXPORT_FORMATS = {
  json: { document: jsonExport, mediaType: 'application/json', suffix: 'json' },
  xes: { document: xesExport, mediaType: 'application/xml', suffix: 'xes' },
  ocel: { document: ocelExport, mediaType: 'application/json', suffix: 'ocel.json' },
  html: { document: htmlExport, mediaType: 'text/html', suffix: 'html' },
} as const satisfies Record<string, ExportFormat>;

export type ExportFormatName = keyof typeof EXPORT_FORMATS;
