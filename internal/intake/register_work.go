package intake

import (
	"context"
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Work holds the verbs of the room.
type Work struct {
	DB   *db.DB
	Book *casefile.Book
}

// Register makes a case from a registration: number, household, tasks of the version in force today, the family's
// clock from the receipt date. Only after a search by the same person. The result names the case's number.
func (w *Work) Register(ctx context.Context, op db.Op, r Registration) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		if tx.Actor.Role != access.Caseworker && tx.Actor.Role != access.Supervisor || tx.Actor.Level == access.Ministry {
			return db.Result{}, fault.Missing()
		}
		if err := r.Check(tx.Today()); err != nil {
			return db.Result{}, err
		}
		if r.Application != 0 {
			if _, err := lockApplication(tx, r.Application); err != nil {
				return db.Result{}, err
			}
			if err := endApplication(tx, r.Application, "application_registered"); err != nil {
				return db.Result{}, err
			}
		} else if err := searched(tx, r.SearchToken); err != nil {
			return db.Result{}, err
		}
		if err := w.listed(r); err != nil {
			return db.Result{}, err
		}
		if err := alikeAnswered(&tx.Rd, 0, r.all(), r.OriginCountry, r.Alike); err != nil {
			return db.Result{}, err
		}
		number, id, err := w.open(tx, r)
		if err != nil {
			return db.Result{}, err
		}
		e, err := casefile.ForChange(tx, w.Book, number, access.Write)
		if err != nil {
			return db.Result{}, err
		}
		if err := w.household(tx, e, r); err != nil {
			return db.Result{}, err
		}
		e.Note(audit.Event{Kind: "case_opened", Audience: audit.Family, Happened: r.Received, Code: r.Channel})
		if r.Danger {
			e.Note(audit.Event{Kind: "danger_recorded", Code: "sign"})
		}
		if err := e.Save(); err != nil {
			return db.Result{}, err
		}
		return db.Result{
			To: "/cases/" + number + "/slip", Said: "registration.done",
			Args: map[string]any{"number": number, "name": tx.Actor.Name}, IDs: map[string]int64{"case": id},
		}, nil
	})
}

// searched wants a search of the last day by the same person: the one of this session, or any, when the form comes
// back under a new session.
func searched(tx *db.Tx, token string) error {
	var known bool
	if err := tx.Get(&known, "search_known", db.Args{"token": token, "account_id": tx.Actor.ID}); err != nil {
		return err
	}
	if !known {
		return fault.Refuse("registration.search_first", nil)
	}
	return nil
}

// listed refuses codes that are in no list.
func (w *Work) listed(r Registration) error {
	var p fault.Problems
	if _, ok := w.Book.Country(r.OriginCountry); !ok && r.Track != casefile.InternalMove {
		p.Add("origin_country", "form.not_a_choice", nil)
	}
	if reg, ok := w.Book.Region(r.OriginRegion); r.OriginRegion != "" && (!ok || reg.Kind == "former_region") {
		p.Add("origin_region", "form.not_a_choice", nil)
	}
	for i, n := range append([]Newcomer{r.Head}, r.Others...) {
		at := "head."
		if i > 0 {
			at = r.at(i - 1)
		}
		if _, ok := w.Book.Paper(n.Name.PaperKind); n.Name.PaperKind != "" && !ok {
			p.Add(at+"paper", "form.not_a_choice", nil)
		}
	}
	for _, u := range r.Urgent {
		if !slices.Contains(UrgentNeeds, u) {
			p.Add("urgent", "form.not_a_choice", nil)
		}
	}
	return p.Err()
}

// open makes the case's row, its stream and its tasks.
func (w *Work) open(tx *db.Tx, r Registration) (number string, id int64, err error) {
	version, err := versionOn(tx, r.Track)
	if err != nil {
		return "", 0, err
	}
	var serial int
	if err := tx.Get(&serial, "case_next_serial", nil); err != nil {
		return "", 0, err
	}
	today := tx.Today()
	number = string(casefile.NumberOf(today.Year(), serial))
	country := r.OriginCountry
	if r.Track == casefile.InternalMove {
		country = "KAZ"
	}
	facts := casefile.Facts{BedTonight: r.BedTonight, Urgent: r.Urgent}
	if r.Danger {
		facts.Danger, facts.DangerOn = casefile.Yes, today
	}
	owner := any(nil)
	if tx.Actor.Role == access.Caseworker {
		owner = tx.Actor.ID
	}
	err = tx.Get(&id, "case_add", db.Args{
		"number": number, "track": string(r.Track), "template_version": version, "opened_on": today, "receipt_date": r.Received,
		"channel": r.Channel, "external_number": r.External, "office_id": tx.Actor.OfficeID, "region": tx.Actor.Region, "owner_id": owner,
		"origin_country": country, "origin_region": r.OriginRegion, "origin_place": r.OriginPlace, "arrived_on": r.Arrived,
		"facts": facts.JSON(), "persons": 1 + len(r.Others), "head_name": r.Head.Name.Written, "head_lang": identity.LangOf(r.Head.Name.Script),
		"created_by": tx.Actor.ID,
	})
	if err != nil {
		return "", 0, err
	}
	if _, err := tx.Begin(audit.Stream{Kind: "case", ID: id}); err != nil {
		return "", 0, err
	}
	_, err = tx.Exec("tasks_from_templates", db.Args{"case_id": id, "track": string(r.Track), "version_from": version})
	return number, id, err
}

// versionOn is the version of the step templates in force today (product.md §3: on the civil day the case is opened).
func versionOn(tx *db.Tx, t casefile.Track) (civil.Date, error) {
	var v civil.Date
	err := tx.Get(&v, "template_version", db.Args{"track": string(t), "on_day": tx.Today()})
	if err == nil && v.IsZero() {
		err = tx.Get(&v, "template_first", db.Args{"track": string(t)})
	}
	return v, err
}

// household stores the persons with their names and makes them members.
func (w *Work) household(tx *db.Tx, e *casefile.Edit, r Registration) error {
	r.Head.Relation = "head"
	for i, n := range append([]Newcomer{r.Head}, r.Others...) {
		at := "head."
		if i > 0 {
			at = r.at(i - 1)
		}
		member, person, err := addMember(e, n, entering{at: at, country: r.OriginCountry, ord: i, on: e.Case.Opened})
		if err != nil {
			return err
		}
		if i == 0 {
			e.Case.HeadID, e.Case.ContactID = member, member
			if r.Phone != "" {
				if err := identity.AddPhone(tx, person, r.Phone, r.PhoneRelation, r.PhoneWhose); err != nil {
					return err
				}
			}
		}
	}
	var err error
	if e.Members, err = casefile.MembersOf(&tx.Rd, e.Case.ID); err != nil {
		return err
	}
	nameAfter(e, e.Case.HeadID)
	for _, m := range e.Members {
		if err := identity.NoteAlike(tx, m.PersonID, r.Alike.about()); err != nil {
			return err
		}
	}
	return nil
}

// alikeAnswered refuses newcomers while people alike are recorded of whom nothing was said. here is the case that gets them;
// 0: a new one.
func alikeAnswered(r *db.Rd, here int64, newcomers []newcomerAt, country string, a Answer) error {
	var p fault.Problems
	var all []Recorded
	var linked []int64
	for _, n := range newcomers {
		found, err := alikeTo(r, n.Newcomer, country)
		if err != nil {
			return err
		}
		if n.Link != 0 {
			if slices.Contains(linked, n.Link) {
				p.Add(n.at+"link", "registration.person_twice", nil)
			}
			linked = append(linked, n.Link)
			linkable(&p, n.at+"link", found, n.Link, here, r.Actor)
		}
		for _, x := range found {
			if x.Person != n.Link { // somebody else in the form may be alike whom this one was recognised as
				all = append(all, x)
			}
		}
	}
	a.check(&p, all)
	return p.Err()
}

// leavesEnded ends that somebody who comes anew belongs to the household of a case that has ended: nobody is in two. The case
// tells of it. Whoever comes before that case had ended is in two.
func leavesEnded(tx *db.Tx, person int64, on civil.Date) error {
	var rows []struct {
		ID     int64      `db:"id"`
		CaseID int64      `db:"case_id"`
		Ended  civil.Date `db:"ended_on"`
	}
	if err := tx.Select(&rows, "household_ended", db.Args{"person_id": person}); err != nil {
		return err
	}
	for _, m := range rows {
		if on.Before(m.Ended) {
			return fault.OnField("link", "alike.ended_later", fault.Args{"date": m.Ended})
		}
		if _, err := tx.Exec("household_leave", db.Args{"id": m.ID, "left_on": on, "leave_reason": "other_case"}); err != nil {
			return err
		}
		tx.Record(audit.Event{Stream: audit.Stream{Kind: "case", ID: m.CaseID}, Kind: "member_left", Reason: "other_case", Subject: audit.Stream{Kind: "member", ID: m.ID}})
	}
	return nil
}

// atField moves a constraint's fault to the field it is about.
func atField(err error, field string) error {
	if err == nil {
		return nil
	}
	f := db.AsFault(err)
	if x := fault.Of(f); len(x.Fields) == 1 {
		return fault.OnField(field, x.Fields[0].Key, x.Fields[0].Args)
	}
	return f
}
