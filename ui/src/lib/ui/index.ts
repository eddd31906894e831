// The catalogue of the plain components; import each from its own file, so screens stay small:
//
//   import Button from "$lib/ui/Button.svelte";       import Plus from "@lucide/svelte/icons/plus";
//
// A SCREEN  gets `let { params, query }: ScreenProps = $props()` (from "$app/router.svelte").
//   <Page title subtitle? back={{href,label}}? fill? width="full|wide|narrow">
//     {#snippet badge()}…{/snippet} {#snippet actions()}<Button variant="primary" …>{/snippet} …
//     `fill`: content takes the height and scrolls by itself (a DataTable). h1 and title included.
//   go("/invoices/new"), router.setQuery("tab","usage"), router.back()      "$app/router.svelte"
//   shortcuts([{keys:"N",label:"New customer",group:THIS_PAGE,run}])        "$app/shortcuts"
//     group THIS_PAGE also appears in the palette. "Ctrl+S", "Alt+1", "G then C", "/", "Enter".
//   session.today / .currency / .status / .isOpen / .refresh() / .lock()    "$app/session.svelte"
//   call("customers.list",{…}) rejects only with AppError{code,message,fix,field?,details?}
//   $effect(() => onLedgerChange(["customers"], reload))                    "$lib/backend"
//   saveFile(fileDto) openFile(pdf) pickFile({title,extensions,read}) choosePlace "…/backend/files"
//   moneyText(m) dateText(iso) instantText(iso) agoText decimalText percentText countText
//     dueInWords(due,today) isoToday(zone) daysBetween                      "$lib/format"
//   Money is {minor:"1234",currency:"EUR"}: never calculate with it here, ask Rust.
//
// DOING     <Button variant="primary|secondary|ghost|danger" size="normal|small" icon={Plus}
//             href? loading? disabled? type="submit"? keys="Ctrl+S"? onclick>Text</Button>
//           <IconButton label icon size? keys? pressed? onclick />
//           <Menu label text? icon? items={[{label,run|href,icon?,keys?,danger?,disabled?,
//             separated?,checked?}]} variant="ghost|secondary" />
//           <CopyButton text label? compact? />
// FIELDS    all take label, hint?, error?, optional?, hideLabel?, disabled? and bind:value
//           <TextInput type? rows? mono? placeholder? bind:value={string} />
//           <AmountInput currency="EUR" bind:value={Money|null} />      exact, any locale's typing
//           <QuantityInput unit="%"? minPlaces={2}? bind:value={"1.5"|null} />   decimal string
//           <Select options={[{value,label,detail?}]} bind:value />
//           <Combobox options | search={async text => options} chosenLabel? oncreate? createLabel?
//             bind:value />
//           <DateField bind:value={"2026-11-20"|null} today={session.today} />  T + − M H
//           <Checkbox label hint? bind:checked />   <Switch label hint? bind:checked />
// ASKING    <Dialog bind:open title description? width="small|normal|wide" onsubmit={save}
//             submit="Save customer" busy={saving} disabled={!complete} close? danger?>fields
//             or {#snippet footer()}<Button/>…{/snippet} for other buttons
//           <ConfirmDialog bind:open title confirmLabel="Void invoice" danger? onconfirm={async}>
//             what will happen</ConfirmDialog>   closes on success, shows the AppError otherwise
//           A dialog with `onsubmit` keeps what was written: a press beside it does nothing then,
//           and Esc asks to be pressed once more.
//           toasts.show("Saved.")  toasts.undo("Draft deleted.", restore)     "./toast.svelte"
//             Ctrl+Z runs the undo of the newest note.
//           await attempt(() => call(…))   errors become a note; null then       "./attempt"
//           announcer.say("12 rows")   for screen readers only                "./announce.svelte"
// SHOWING   <Money value display="symbol|code|none|cell" estimate? alarm? credit? />
//           <StatusBadge status="past_due" label? tone? />   words and tones: ./status.ts
//           <Card title? flush?> {#snippet actions()} </Card>
//           <Figure label value={Money|string} estimate? note? href? />   one number that matters
//           <KeyValue><KeyValueRow label="E-mail" value={x} /></KeyValue>   children for markup
//           <Timeline items={[{id,at,title,detail?,href?,amount?,tone?,icon?}]} />
//           <Tabs label tabs={[{id,label,count?}]} bind:value>{#snippet children(id)}…</Tabs>
//           <Chip pressed? onclick? onremove?>   <Progress label done total? />
// CHARTS    <Chart chart={ChartDto} untitled? onwidth?={ask Rust} drawPng? onopen? />
//           <Sparkline chart />   <MeterBar chart note? onwidth? />      "$lib/charts/…"
//           Rust draws (crate `charts`); chartLocale(preferences.locale) says how numbers look.
// STATES    <EmptyState title text icon?>{#snippet action()}one Button{/snippet}</EmptyState>
//           <ErrorState error={AppError} safe? onretry? />   <Skeleton lines? />
//           <JobProgress job onstop note stopLabel? words? />  <FootFold label>…</FootFold>
//           <Banner tone="info|brass|neg|pos" title?>text {#snippet actions()}</Banner>
//
// TABLE     import DataTable from "$lib/ui/table/DataTable.svelte"; needs <Page fill> or a height.
//   const columns: Column<CustomerRow>[] = [
//     { key: "name", label: "Name", type: "text", value: (r) => r.name, filter: "text" },
//     { key: "status", label: "Status", type: "status", value: (r) => r.status,
//       filter: "options", options: [{ value: "open", label: "Open" }] },
//     { key: "due", label: "Due", type: "money", value: (r) => r.due, alarm: (r) => r.late } ];
//   <DataTable id="customers" label="customers" {columns} rowId={(r) => r.id}
//     rows={rows} | load={listLoader("customers.list", columns, session.currency)}
//     refresh={counter} href={(r) => `#/customers/${r.id}`} sort={[{key,descending}]} totals?
//     views={[{name:"Past due",filters:[{key:"status",values:["past_due"]}]}]}
//     viewStorage={serverViews("customers")}
//     onexport={exportShown}>           listLoader, serverViews, exportShown: "$lib/backend/lists"
//     {#snippet bulk(ids, clear)}<Button size="small">Void</Button>{/snippet}
//     {#snippet peek(row)}…{/snippet}  {#snippet cell(row, column)}…{/snippet} (custom: true)
//     {#snippet empty()}<EmptyState …/>{/snippet}
//   </DataTable>      `load` of your own answers {rows, count, totals?: {due: [Money]}}.
//   plain: no toolbar, for short lists. pastedCells(text) from "./table/shown" reads spreadsheets.
//
// LOOK      Tailwind with the tokens only: bg-paper surface sunken · border-line line-strong ·
//   text-ink ink-2 ink-3 accent brass-ink pos neg · text-12 13 14 16 18 20 24 32 · rounded-4 6 8 12
//   · gap/p 1 2 3 4 6 8 12 · utilities: card control link figures visually-hidden rise.
//   Amount markup of your own carries data-amount (privacy mode blurs it) and class "figures".
export type { Tone } from "./status";
export type { Option } from "./Select.svelte";
export type { Tab } from "./Tabs.svelte";
export type { MenuItem } from "./Menu.svelte";
export type { TimelineItem } from "./Timeline.svelte";
export type { FieldProps } from "./Field.svelte";
export type { Shortcut } from "./keys.svelte";
