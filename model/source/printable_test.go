package source

import "testing"

func TestFileNamesCannotSpeakToTerminalsOrLogs(t *testing.T) {
	for name, want := range map[string]string{
		"model.yaml":                   "model.yaml:1:2",
		"größe 数.yaml":                 "größe 数.yaml:1:2",
		"a\x1b[31m\n::error::pwn.yaml": `a\x1b[31m\n::error::pwn.yaml:1:2`,
		"a\u202eb\u200bc.yaml":         `a\u202eb\u200bc.yaml:1:2`,
		"C:\\models\\\"my\".yaml":      `C:\models\"my".yaml:1:2`,
		"bad\xffbyte.yaml":             `bad\xffbyte.yaml:1:2`,
	} {
		if got := (Pos{name, 1, 2}).String(); got != want {
			t.Errorf("%q: got %s, want %s", name, got, want)
		}
	}
}
