package accounts

import "strings"

// agent names a browser and its system from what it calls itself, for the list of sessions; nothing else is kept.
func agent(ua string) string {
	pick := func(pairs ...string) string {
		for i := 0; i < len(pairs); i += 2 {
			if strings.Contains(ua, pairs[i]) {
				return pairs[i+1]
			}
		}
		return ""
	}
	browser := pick("Firefox/", "Firefox", "Edg/", "Edge", "YaBrowser/", "Yandex", "OPR/", "Opera", "Chrome/", "Chrome", "Safari/", "Safari")
	system := pick("Android", "Android", "iPhone", "iPhone", "Windows", "Windows", "Mac OS", "macOS", "Linux", "Linux")
	switch {
	case browser == "" && system == "":
		return "–"
	case browser == "" || system == "":
		return browser + system
	}
	return browser + ", " + system
}
