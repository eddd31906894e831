// The report as a text that can be sent.
import type { DiagnosticsReport } from "$lib/backend";

export function reportText(report: DiagnosticsReport): string {
  const rows = report.rows.map((row) => `${row.label}: ${row.value}`);
  const log = report.log_tail.length > 0 ? ["", "Log:", ...report.log_tail] : [];
  return [...rows, ...log].join("\n");
}
