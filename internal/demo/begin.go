package demo

import (
	"github.com/lib/pq"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/db"
)

// holder is who holds the i-th of the households: every office has some.
func holder(i int) string {
	switch {
	case i == 5 || i == 13:
		return "marat"
	case i == 9 || i == 12:
		return "erzhan"
	case i%4 == 3:
		return "bolat"
	}
	return "ainur"
}

// register opens the case of a household on its day, hands the strips over and reads the head's other papers.
func (w *walker) register(h household) (number string, err error) {
	if err := w.shift(h.days); err != nil {
		return "", err
	}
	today, err := w.today()
	if err != nil {
		return "", err
	}
	r := h.registration(today)
	r.SearchToken = db.NewID()
	if w.why != "" {
		r.Alike = intake.Answer{Other: true, Why: w.why}
		if err := w.owner.QueryRowContext(w.ctx, "select array_agg(id) from person").Scan(pq.Array(&r.Alike.Known)); err != nil {
			return "", err
		}
	}
	if _, err := w.d.Plain(w.ctx).Exec("search_note", db.Args{"token": r.SearchToken, "account_id": w.worker.ID, "hits": 0}); err != nil {
		return "", err
	}
	res, err := w.reg.Register(w.ctx, w.op(w.worker, "intake.register"), r)
	if err != nil {
		return "", err
	}
	number = res.Args["number"].(string)
	also, ok := otherPapers[h.members[0].name]
	if !ok {
		return number, nil
	}
	f, err := w.look(number)
	if err == nil {
		_, err = w.reg.AddName(w.ctx, w.op(w.worker, "intake.add_name"), number, f.HeadID, also, false)
	}
	return number, err
}

// begin registers a household and goes some tasks on with it, each three days after the last.
func (w *walker) begin(h household) error {
	number, err := w.register(h)
	if err != nil {
		return err
	}
	if h.done > 0 {
		if _, err := w.reg.IssueStrips(w.ctx, w.op(w.worker, "intake.issue_strips"), number, 0); err != nil {
			return err
		}
	}
	for i := 1; i < h.done; i++ {
		if err := w.shift(max(0, h.days-3*i)); err != nil {
			return err
		}
		f, t, err := w.open(number)
		if err != nil || t == nil {
			return err
		}
		if err := w.do(f, t); err != nil {
			return err
		}
	}
	if err := w.letGo(number, h); err != nil || !h.paused {
		return err
	}
	_, t, err := w.open(number)
	if err != nil || t == nil || !t.Pausable {
		return err
	}
	_, err = w.work.PauseTask(w.ctx, w.op(w.worker, "casefile.pause_task"), number, t.ID, "waiting_translation", "")
	return err
}

// letGo lets a child who has come of age go to the army, so that there is an earlier member to look at.
func (w *walker) letGo(number string, h household) error {
	f, err := w.look(number)
	for _, m := range f.members {
		if err != nil || m.Name != conscript {
			continue
		}
		if err = w.shift(h.days / 2); err != nil {
			break
		}
		today, day := w.today()
		if err = day; err == nil {
			_, err = w.reg.Leave(w.ctx, w.op(w.worker, "intake.leave"), number, m.ID, intake.Leaving{Reason: "study_or_army", On: today})
		}
	}
	return err
}

// conscript is the member of the invented households who has left.
const conscript = "Иванов Пётр Сергеевич"

// open is the first task of a case that is open and needs no decision; nil without one.
func (w *walker) open(number string) (family, *casefile.Task, error) {
	f, err := w.look(number)
	for i := range f.tasks {
		if t := &f.tasks[i]; err == nil && t.State == casefile.Open && t.Decision == "" {
			return f, t, nil
		}
	}
	return f, nil, err
}

// otherPapers are second forms of heads' names: who came from China with a passport in pinyin has an identity card in
// Arabic script, and the other way round.
var otherPapers = map[string]identity.Attested{
	"NUERLAN ABILIMAJIN": {Written: "نۇرلان ٴابىلماجىن ۇلى", Script: "kk-Arab", PaperKind: "identity_card_cn"},
	"BIEKE ALIMUJIANG":   {Written: "بەك ٴالىمجان ۇلى", Script: "kk-Arab", PaperKind: "identity_card_cn"},
	"YEERBOLI HADEER":    {Written: "ەربول قادىر ۇلى", Script: "kk-Arab", PaperKind: "identity_card_cn"},
	"SAILAO MUKAXI":      {Written: "سايلاۋ مۇقاش ۇلى", Script: "kk-Arab", PaperKind: "identity_card_cn"},
	"DAWULIETI KABIDEN":  {Written: "داۋلەت قابيدەن ۇلى", Script: "kk-Arab", PaperKind: "identity_card_cn"},
	"TUERSUNBIEKE AKEN":  {Written: "تۇرسىنبەك اقان ۇلى", Script: "kk-Arab", PaperKind: "identity_card_cn"},
	"JIAKESIBIEKE ZHUMA": {Written: "جاقسىبەك جۇما ۇلى", Script: "kk-Arab", PaperKind: "identity_card_cn"},
	"سەرىك قابدولدا ۇلى": {Written: "SAILIKE HABUDUOLEDA", Script: "pinyin", PaperKind: "foreign_passport"},
	"ەربول قادىر ۇلى":    {Written: "YEERBAOLE KADEER", Script: "pinyin", PaperKind: "foreign_passport"},
	"ساۋلەت مۇقاش ۇلى":   {Written: "SAOLIETI MUKAXI", Script: "pinyin", PaperKind: "foreign_passport"},
	"جۇماباي اسقار ۇلى":  {Written: "ZHUMABAYI ASIKAER", Script: "pinyin", PaperKind: "foreign_passport"},
	"تولەگەن بەكەن ۇلى":  {Written: "TUOLIEGEN BIEKEN", Script: "pinyin", PaperKind: "foreign_passport"},
}
