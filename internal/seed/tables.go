package seed

import (
	"fmt"
	"strings"

	"nurlykosh/internal/casefile"
)

// texts are the columns kk, ru, en of a name.
func texts(r row, prefix string) []any {
	return []any{r.get(prefix + "kk"), r.get(prefix + "ru"), r.get(prefix + "en")}
}

func join(parts ...any) []any {
	var out []any
	for _, p := range parts {
		if l, ok := p.([]any); ok {
			out = append(out, l...)
			continue
		}
		out = append(out, p)
	}
	return out
}

// Dates of the borders are from memory, unverified (domain.md §3.3); regions without an older shape begin with
// the state.
var regionFrom = map[string]string{"10": "2022-06-08", "33": "2022-06-08", "62": "2022-06-08", "61": "2018-06-19", "79": "2018-06-19"}

const stateFrom = "1991-12-16"

var tables = []table{
	{
		"kato-regions", `insert into region (code, kato, name_kk, name_ru, name_en, kind, valid_from, valid_to)
		values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (code) do update set name_kk = excluded.name_kk, name_ru = excluded.name_ru, name_en = excluded.name_en`,
		func(r row) ([]any, error) {
			code := r.get("code")[:2]
			from, to := stateFrom, any(nil)
			if f, ok := regionFrom[code]; ok {
				from = f
			}
			if r.get("kind") == "former_region" {
				to = "2018-06-19"
			}
			return join(code, r.get("code"), texts(r, ""), r.get("kind"), from, to), nil
		},
	},
	{
		"countries", `insert into country (alpha3, name_kk, name_ru, name_en, scripts, legalisation, note, source, verified)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9) on conflict (alpha3) do update set name_kk = excluded.name_kk, name_ru = excluded.name_ru,
		name_en = excluded.name_en, scripts = excluded.scripts, legalisation = excluded.legalisation`,
		func(r row) ([]any, error) {
			return join(r.get("alpha3"), texts(r, ""), array(r.list("scripts")), r.get("legalisation"), r.get("note"), r.get("source"), r.yes("verified")), nil
		},
	},
	{
		"holidays", `insert into holiday (day, kind, name_kk, name_ru, name_en, source, verified, note) values ($1,$2,$3,$4,$5,$6,$7,$8)
		on conflict (day) do update set kind = excluded.kind, name_kk = excluded.name_kk, name_ru = excluded.name_ru, name_en = excluded.name_en,
		source = excluded.source, verified = excluded.verified, note = excluded.note`,
		func(r row) ([]any, error) {
			return join(r.get("date"), r.get("kind"), texts(r, "name_"), r.get("source"), r.yes("verified"), r.get("note")), nil
		},
	},
	{
		"mci", `insert into mci (effective_from, year, tenge, verified, note) values ($1,$2,$3,$4,$5)
		on conflict (effective_from) do update set tenge = excluded.tenge, verified = excluded.verified, note = excluded.note`,
		func(r row) ([]any, error) {
			return []any{r.get("effective_from"), r.get("year"), r.get("tenge"), !strings.Contains(r.get("note"), "unverified"), r.get("note")}, nil
		},
	},
	{
		"settlements", `insert into settlement (key, region, region_then, name_kk, name_ru, name_en, district_kk, district_ru, district_en, facts, source, verified)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) on conflict (key) do update set facts = excluded.facts`,
		func(r row) ([]any, error) {
			return join(r.get("key"), r.get("region_now"), r.get("region_then"), texts(r, ""), texts(r, "district_"), r.get("facts"), r.get("source"), r.yes("verified")), nil
		},
	},
	{
		"step-templates", `insert into step_template (track, version_from, step, ord, task_key, title_kk, title_ru, title_en, role, required, condition,
		due_amount, due_unit, counted_from, pausable, evidence, decision_kind, legal_basis, note, source, verified)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21) on conflict on constraint step_template_once do nothing`,
		func(r row) ([]any, error) {
			c, err := casefile.ConditionFor(r.get("required"))
			if err != nil {
				return nil, err
			}
			if !casefile.KnownStart(r.get("counted_from")) {
				return nil, fmt.Errorf("no rule says when %q begins", r.get("counted_from"))
			}
			return join(r.get("track"), r.get("version_from"), r.get("step"), r.get("order"), r.get("task_key"), texts(r, "title_"), r.get("role"),
				r.get("required"), c.Name, r.get("due_amount"), r.get("due_unit"), r.get("counted_from"), r.yes("pausable"),
				array(r.list("evidence")), r.get("decision_kind"), r.get("legal_basis"), r.get("note"), r.get("source"), r.yes("verified")), nil
		},
	},
	{
		"papers", `insert into paper_kind (kind, title_kk, title_ru, title_en, tracks, origins, condition, belongs_to, may_cover_many, translation,
		legalisation, expires, alternatives, note, source, verified) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)
		on conflict (kind) do update set title_kk = excluded.title_kk, title_ru = excluded.title_ru, title_en = excluded.title_en`,
		func(r row) ([]any, error) {
			return join(r.get("paper_kind"), texts(r, "title_"), array(r.list("track")), array(r.list("origin")), r.get("condition"), r.get("belongs_to"),
				r.yes("may_cover_many"), r.get("translation_needed"), r.get("apostille_or_legalisation"), r.yes("expires"), array(r.list("alternative_evidence")),
				r.get("note"), r.get("source"), r.yes("verified")), nil
		},
	},
	{
		"reason-codes", `insert into reason_code (grp, code, ord, text_kk, text_ru, text_en, needs_text, note, source, verified)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) on conflict (grp, code) do update set text_kk = excluded.text_kk, text_ru = excluded.text_ru, text_en = excluded.text_en`,
		func(r row) ([]any, error) {
			return join(r.get("group"), r.get("code"), r.line, texts(r, ""), r.yes("needs_text"), r.get("note"), r.get("source"), r.yes("verified")), nil
		},
	},
	{
		"languages", `insert into language (code, name_kk, name_ru, name_en, autonym, script, direction) values ($1,$2,$3,$4,$5,$6,$7)
		on conflict (code) do nothing`,
		func(r row) ([]any, error) {
			return join(r.get("code"), texts(r, ""), r.get("autonym"), r.get("script"), r.get("direction")), nil
		},
	},
	{
		"entitlements", `insert into entitlement_rule (kind, track, valid_from, valid_to, mci_min, mci_max, per, title_kk, title_ru, title_en, cap_kk, cap_ru, cap_en, note, source, verified)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)`,
		func(r row) ([]any, error) {
			return join(r.get("kind"), r.get("track"), r.get("from"), r.date("to"), r.number("mci_factor_min"), r.number("mci_factor_max"), r.get("per"),
				texts(r, "title_"), texts(r, "cap_"), r.get("note"), r.get("source"), r.yes("verified")), nil
		},
	},
}
