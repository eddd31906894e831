//! The part of the list that is about usage: meters, events, imports, and what they come to.

use super::{UseCase, dispatch, types_of};
use crate::dto::{advice, limits, lists, meters, statements, usage, usage_imports, usage_insights};

use_cases! {
    USAGE;
    "meters.list" crate::meters::list::list,
        lists::Nothing => meters::MeterList,
        "Lists the meters.";
    "meters.create" crate::meters::save::create,
        meters::SaveMeterRequest => meters::MeterDto,
        "Makes a meter.";
    "meters.update" crate::meters::save::update,
        meters::SaveMeterRequest => meters::MeterDto,
        "Changes a meter.";
    "meters.archive" crate::meters::archive::archive,
        meters::ArchiveMeterRequest => meters::MeterDto,
        "Puts a meter away, or takes it back.";
    "meters.delete" crate::meters::delete::delete,
        meters::MeterRequest => lists::IdResponse,
        "Deletes a meter that never counted anything.";
    "meters.ready" crate::meters::ready::ready,
        lists::Nothing => meters::ReadyMeterList,
        "Lists meters that plans name and nobody has made yet.";
    "meters.create_ready" crate::meters::ready::create_ready,
        meters::CreateReadyMetersRequest => meters::MeterList,
        "Makes the meters that plans name.";
    "usage.track" crate::usage::track::track,
        usage::UsageEventInput => usage::TrackedUsage,
        "Tracks one use of a meter.";
    "usage.track_batch" crate::usage::track::track_batch,
        usage::TrackBatchRequest => usage::TrackedBatch,
        "Tracks many uses at once.";
    "usage.events" crate::usage::events::events,
        usage::UsageEventsRequest => usage::UsageEventPage,
        "Lists usage events.";
    "usage.event" crate::usage::events::event,
        usage::UsageKeyRequest => usage::UsageEventDetail,
        "Shows one usage event with its corrections.";
    "usage.correct" crate::usage::correct::correct,
        usage::CorrectUsageRequest => usage::UsageEventDetail,
        "Corrects a usage event by another one.";
    "usage.unmatched" crate::usage::unmatched::list,
        usage::UnmatchedRequest => usage::UnmatchedList,
        "Lists usage that belongs to nobody yet.";
    "usage.assign" crate::usage::unmatched::assign,
        usage::AssignUsageRequest => usage::AssignedUsage,
        "Says whose the usage of a subject is.";
    "usage.ignore" crate::usage::unmatched::ignore,
        usage::IgnoreUsageRequest => usage::UsageCount,
        "Leaves usage of nobody uncounted, or lets it wait again.";
    "usage.late" crate::usage::late::late,
        usage::LateUsageRequest => usage::LateUsageList,
        "Lists usage that came after its day had been billed.";
    "usage.duplicates" crate::usage::duplicates::duplicates,
        usage::UsageDuplicatesRequest => usage::UsageDuplicateList,
        "Lists usage that came again.";
    "usage.series" crate::usage::series::series,
        usage::UsageSeriesRequest => usage::UsageSeries,
        "Shows usage by hour, day or month.";
    "usage.chart" crate::usage_insights::chart::chart,
        usage_insights::UsageChartRequest => usage_insights::UsageChart,
        "Draws usage by day, month, hour of the week, operation or person.";
    "charts.export" crate::usage_insights::export::export,
        usage_insights::ChartExportRequest => lists::FileDto,
        "Exports a chart as a picture: PNG, or SVG for print.";
    "usage.adoption" crate::usage_insights::adoption::adoption,
        usage_insights::UsageAdoptionRequest => usage_insights::UsageAdoption,
        "Says who uses what, how much of it and how often.";
    "usage.by_plan" crate::usage_insights::by_plan::by_plan,
        usage_insights::UsageByPlanRequest => usage_insights::UsageByPlan,
        "Compares plans in what their customers use of a meter.";
    "usage.patterns" crate::usage_insights::patterns::patterns,
        usage_insights::UsagePatternsRequest => usage_insights::UsagePatterns,
        "Says how usage moves and repeats, when it changed, and which days stand out.";
    "usage.projection" crate::usage_insights::projection::projection,
        usage_insights::UsageProjectionRequest => usage_insights::UsageProjection,
        "Says where a customer's running periods will likely end, and what they will cost.";
    "usage.by_customer" crate::usage::series::by_customer,
        usage::UsageMonthRequest => usage::UsageMonthList,
        "Shows what each customer used in a month.";
    "usage.by_user" crate::usage::actors::by_user,
        usage::UsageActorsRequest => usage::UsageActorList,
        "Shows what each user of a customer used.";
    "usage.by_operation" crate::usage::actors::by_operation,
        usage::UsageActorsRequest => usage::UsageActorList,
        "Shows what each operation used.";
    "usage.reading" crate::usage::reading::of_time,
        usage::UsageReadingRequest => usage::UsageReading,
        "Computes what a meter counted in a time, as it is billed.";
    "usage.check" crate::usage::check::check,
        limits::UsageCheckRequest => limits::UsageCheck,
        "Says whether a use would fit a customer's plan, at which price, and if not, why.";
    "usage.limits" crate::usage::limits::limits,
        limits::LimitsRequest => limits::LimitList,
        "Shows how every limit of a customer stands.";
    "usage.statement" crate::usage::statement::statement,
        statements::StatementRequest => statements::StatementView,
        "Shows what a customer's month comes to: plan, overage and custom terms.";
    "usage.keep_statement" crate::usage::statement::keep,
        statements::StatementRequest => statements::KeptStatementDto,
        "Keeps a customer's month as it is calculated now.";
    "usage.kept_statements" crate::usage::statement::list,
        statements::KeptStatementsRequest => statements::KeptStatementList,
        "Lists the statements that were kept.";
    "usage.kept_statement" crate::usage::statement::get,
        statements::KeptStatementRequest => statements::KeptStatementDto,
        "Shows a statement as it was kept.";
    "usage.alerts" crate::usage::alerts::list,
        limits::UsageAlertsRequest => limits::UsageAlertList,
        "Lists limits that were nearly or fully used.";
    "usage.acknowledge_alert" crate::usage::alerts::acknowledge,
        limits::UsageAlertRequest => limits::UsageAlertList,
        "Notes that somebody has seen an alert.";
    "usage.thresholds" crate::usage::thresholds::get,
        limits::ThresholdsRequest => limits::ThresholdsDto,
        "Shows at which percents of a limit a customer's usage is told of.";
    "usage.set_thresholds" crate::usage::thresholds::set,
        limits::SetThresholdsRequest => limits::ThresholdsDto,
        "Chooses at which percents of a limit a customer's usage is told of.";
    "usage.live" crate::usage::live::live,
        usage::LiveUsageRequest => usage::LiveUsage,
        "Shows the usage that arrived just now.";
    "usage.upload" crate::usage::import::upload,
        usage_imports::UsageUploadRequest => usage_imports::UsageUpload,
        "Takes a part of a file that a browser hands over.";
    "usage.import_preview" crate::usage::import::preview,
        usage_imports::UsageImportRequest => usage_imports::UsageImportPreview,
        "Shows what a usage file would do, without importing it.";
    "usage.import" crate::usage::import::run,
        usage_imports::UsageImportRequest => usage_imports::UsageImportRow,
        "Imports a usage file, or goes on with one that was stopped.";
    "usage.import_undo" crate::usage::import::undo,
        lists::IdRequest => usage_imports::UsageImportRow,
        "Takes an import of usage back.";
    "usage.imports" crate::usage::import::list,
        lists::Nothing => usage_imports::UsageImportList,
        "Lists the imports of usage.";
    "usage.import_get" crate::usage::import::get,
        lists::IdRequest => usage_imports::UsageImportRow,
        "Shows one import of usage.";
    "usage.import_rejects" crate::usage::import::rejects,
        usage_imports::UsageRejectsRequest => usage_imports::UsageRejectList,
        "Shows the rows that an import refused.";
    "usage.export_rejects" crate::usage::import::export,
        lists::IdRequest => lists::FileDto,
        "Exports the rows that an import refused, to be mended.";
    "usage.watch_folder" crate::usage::watch_folder::get,
        lists::Nothing => usage_imports::WatchFolderDto,
        "Shows the folder whose new files are imported.";
    "usage.set_watch_folder" crate::usage::watch_folder::update,
        usage_imports::WatchFolderDto => usage_imports::WatchFolderDto,
        "Chooses the folder whose new files are imported.";
    "usage.look_into_folder" crate::usage::watch_folder::look,
        lists::Nothing => usage_imports::WatchFolderDto,
        "Imports what is new in the watched folder.";
    "advice.list" crate::advice::list::list,
        advice::AdviceRequest => advice::AdviceList,
        "Lists what customers could change, what it saves and the months behind it.";
    "advice.refresh" crate::advice::refresh::refresh,
        lists::Nothing => advice::AdviceRefreshed,
        "Looks for advice wherever something changed since the last look.";
    "advice.snooze" crate::advice::answers::snooze,
        advice::SnoozeAdviceRequest => advice::AdviceDto,
        "Puts a piece of advice away until a day.";
    "advice.dismiss" crate::advice::answers::dismiss,
        advice::DismissAdviceRequest => advice::AdviceDto,
        "Puts a piece of advice away until its facts change.";
    "advice.restore" crate::advice::answers::restore,
        advice::AdviceKeyRequest => advice::AdviceDto,
        "Opens a piece of advice that was answered.";
    "advice.accept" crate::advice::answers::accept,
        advice::AdviceKeyRequest => advice::AdviceDto,
        "Notes that a piece of advice is taken, and answers the change to make.";
}
