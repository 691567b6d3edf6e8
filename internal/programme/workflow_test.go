package programme_test

import (
	"fmt"
	"strings"
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/testkit"
)

// WORKFLOW.md is the tasks of each category in force, step by step, with their conditions and limits.
func TestWorkflowDocument(t *testing.T) {
	d := testkit.Fresh(t)
	var b strings.Builder
	b.WriteString("# Workflow\n\nWritten by a test from the step templates; `make docs` writes it again. The newest version of each category.\n")
	b.WriteString("\n    intake → housing → employment → integration → settled (follow-up)\n")
	for _, track := range casefile.Tracks {
		rows, err := d.Owner.Query(`select step, task_key, role, condition, due_amount, due_unit, counted_from, decision_kind, verified from step_template
			where track = $1 and version_from = (select max(version_from) from step_template where track = $1) order by ord`, string(track))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "\n## %s\n\n| step | task | by | required | limit | counted from | decision | verified |\n|---|---|---|---|---|---|---|---|\n", track)
		for rows.Next() {
			var step, key, role, condition, unit, from, decision string
			var amount int
			var verified bool
			if err := rows.Scan(&step, &key, &role, &condition, &amount, &unit, &from, &decision, &verified); err != nil {
				t.Fatal(err)
			}
			mark := "no"
			if verified {
				mark = "yes"
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %d %s | %s | %s | %s |\n", step, key, role, condition, amount, unit, from, decision, mark)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		_ = rows.Close()
	}
	document(t, "WORKFLOW.md", b.String())
}
