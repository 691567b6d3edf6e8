package casefile

import (
	"strconv"
	"strings"
)

// Links say on which page a task is done: its own form where a room has one, else the task's page.
type Links map[string]string

// To is the address for a task of a case.
func (l Links) To(number string, taskID int64, key string) string {
	if path, ok := l[key]; ok {
		return "/cases/" + number + path
	}
	base := "/cases/" + number + "/tasks/" + strconv.FormatInt(taskID, 10)
	if strings.HasPrefix(key, "decide_") || key == "confirm_settled" || key == "pay_relocation_aid" || key == DoubleQuota {
		return base + "/propose"
	}
	return base
}
