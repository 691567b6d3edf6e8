package db

import (
	"strings"

	"nurlykosh/internal/platform/fault"
)

// rule is what a constraint's violation means to the person at the form.
type rule struct {
	Kind  fault.Kind
	Key   string
	Field string
}

func (r rule) fields() []fault.Field {
	if r.Field == "" {
		return nil
	}
	return []fault.Field{{Name: r.Field, Key: r.Key}}
}

// constraints is the one map from constraint names to faults: the database itself refuses, this says why. Those that
// have a sentence of their own stand here, the others by what they have in common below.
var constraints = map[string]rule{
	"account_login_once":             {fault.Invalid, "account.login_taken", "login"},
	"person_iin_once":                {fault.Invalid, "iin.taken", "iin"},
	"member_one_household_at_a_time": {fault.Invalid, "household.in_two", ""},
	"quota_line_places_left":         {fault.Conflict, "fault.conflict", ""},
	"quota_line_grantable":           {fault.Conflict, "quota.no_line", ""},
	"decision_two_persons":           {fault.Invalid, "decision.own_proposal", ""},
	"employer_bin_once":              {fault.Invalid, "bin.taken", "bin"},
	"referral_one_open":              {fault.Invalid, "work.sent_already", "vacancy"},
	"offer_dwelling_given_once":      {fault.Conflict, "offer.dwelling_taken", ""},
	"offer_one_open":                 {fault.Conflict, "offer.one_at_a_time", ""},
	"dwelling_title_once":            {fault.Invalid, "dwelling.title_taken", "title"},
	"decision_one_open":              {fault.Conflict, "decision.not_open", ""},
	"decision_returned_once":         {fault.Conflict, "decision.not_open", ""},
	"decision_refusal_reasoned":      {fault.Invalid, "clock.reason_missing", ""},
	"case_file_closed_coded":         {fault.Invalid, "clock.reason_missing", ""},
	"goal_drop_coded":                {fault.Invalid, "clock.reason_missing", ""},
	"referral_hired_after":           {fault.Invalid, "work.before_sent", ""},
	"merge_two_cases":                {fault.Conflict, "merge.itself", ""},
	"merge_one_at_a_time":            {fault.Conflict, "merge.under_way", ""},
	"merge_two_persons":              {fault.Invalid, "decision.own_proposal", ""},
	"merge_undo_two":                 {fault.Invalid, "decision.own_proposal", ""},
	"duplicate_once":                 {fault.Conflict, "fault.conflict", ""},
	"application_order":              {fault.Invalid, "application.before_applying", ""},
}

// alike are constraints that mean the same: each line a fault and the names it stands for.
var alike = []struct {
	rule
	names string
}{
	// what was chosen is not, or no longer, among the choices
	{rule{fault.Invalid, "form.not_a_choice", ""}, `account_language_known account_office account_role_known application_answer application_kind
		attested_name_paper attested_name_script case_file_channel case_file_office case_file_origin case_file_origin_region case_file_owner
		case_file_region case_file_sending case_file_settlement case_file_track consent_language consent_purpose dwelling_kind dwelling_office
		dwelling_region dwelling_settlement employer_region goal_kind housing_need_settlement housing_need_tenure job_check_answer job_check_day
		member_quota member_relation member_status office_level_known office_parent office_region paper_kind_of paper_original person_citizenship
		person_sex referral_kind referral_vacancy representative_end_reason representative_kind vacancy_employer vacancy_occupation vacancy_region vacancy_settlement`},
	// the case, person or thing itself is not there
	{rule{fault.NotFound, "fault.not_found", ""}, `application_case attested_name_person conflict_account conflict_case case_file_merged_into duplicate_person_a duplicate_person_b duplicate_said_by
		duplicate_decided_by alarm_decided_by merge_main merge_other merge_pair merge_proposer merge_decider merge_undoer merge_undone_by person_merged_into consent_case consent_member
		decision_case decision_line decision_office decision_task goal_case goal_member housing_need_case integration_plan_case job_check_referral
		known_device_account member_case member_person offer_case offer_dwelling own_dwelling_case paper_case paper_member phone_person
		referral_case referral_member representative_by representative_member rescue_draft_account application_office application_account residence_member police_application_member safety_talk_member
		session_account task_case task_clock_task task_member work_profile_member case_file_contact case_file_head`},
	// a value that the form should have refused, with its place
	{rule{fault.Invalid, "fault.invalid", ""}, `application_answered attested_name_written case_file_receipt_before_opening dwelling_area dwelling_money
		dwelling_rooms goal_reached_or_dropped member_left_after_joined offer_expires_after offer_moved_after office_parent_below_ministry
		office_region_below_ministry paper_accepted_seen person_birth_year_fits referral_vacancy_named vacancy_dates vacancy_places vacancy_wage
		work_profile_years`},
	// somebody was quicker
	{rule{fault.Conflict, "fault.conflict", ""}, `vacancy_not_overfilled quota_line_counts police_application_once paper_once office_key_once task_template_once`},
	// only a defect of ours can break these
	{rule{fault.Internal, "fault.internal", ""}, `alarm_decided alarm_kind alarm_once alarm_state case_file_merged duplicate_decided duplicate_ordered duplicate_state duplicate_verdict merge_kind merge_state
		person_merged_other case_file_number_once case_file_stage case_file_status clock_shift_one_row decision_decider decision_kind
		decision_proposer decision_state event_audience_known event_clear_columns_plain event_seq_once event_stream installation_one_row
		job_done_or_parked job_once job_periodic_goes_on offer_state paper_kind_belongs paper_state person_chosen_name person_iin_both
		person_iin_state quota_line_once quota_line_region quota_line_unit quota_version_line referral_state region_code_two_digits
		region_kind_known region_successor_code region_successor_successor settlement_key_once settlement_region step_template_once
		step_template_step step_template_track step_template_unit task_clock_kind task_done_dated task_paused_dated task_state task_template
		view_log_once_an_hour`},
}

func init() {
	for _, a := range alike {
		for _, name := range strings.Fields(a.names) {
			constraints[name] = a.rule
		}
	}
}
