package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestProveAnswersInWordsAndExitCodes(t *testing.T) {
	const apart = `lamp: {may_publish: ["{tenant}/{device}/state"], may_subscribe: []}`
	for _, c := range []struct {
		name, classes string
		code          int
		out, err      string
	}{
		{"apart", apart, 0, "proved: nobody reaches a topic that names another device or tenant; 1 topic template of 1 device class, all devices\n", ""},
		{"a spy", apart + "\n  spy: {may_publish: [], may_subscribe: [\"+/+/state\"]}", 1, `spy "device-1" may receive from "tenant-2/device-2/state" of lamp "device-2" of tenant "tenant-2", by "+/+/state"`, ""},
		{"a name", apart + "\n  bell: {may_publish: [\"{tenant}/all/state\"], may_subscribe: []}", 1, "only because of their names", ""},
		{"a misspelling", "lamp: {may_publsh: []}", 2, "", `did you mean "may_publish"?`},
		{"unstated", "lamp: {title: Lamp}", 1, "not stated: what may be published or subscribed by lamp", ""},
		{"no topics", "lamp: {may_publish: [], may_subscribe: []}", 3, "", "nothing was proved"},
		{"no template", "lamp: {may_publish: [\"a/#/b\"], may_subscribe: []}", 2, "", `may_publish of "lamp" holds "a/#/b", which is no topic template`},
	} {
		file := filepath.Join(t.TempDir(), "model.yaml")
		if err := os.WriteFile(file, []byte("stormtree: 1\ndevice_classes:\n  "+c.classes+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		if code := run([]string{"prove", file}, &out, &errs); code != c.code || !strings.Contains(out.String(), c.out) || !strings.Contains(errs.String(), c.err) {
			t.Errorf("%s: exit %d\n%s%s", c.name, code, out.String(), errs.String())
		}
	}
}

func TestProveAnswersInJSON(t *testing.T) {
	var out, errs bytes.Buffer
	code := run([]string{"prove", "../../examples/smart-home/model.yaml", "--format", "json"}, &out, &errs)
	var p struct {
		Proved    bool
		Classes   int
		Templates int
	}
	if err := json.Unmarshal(out.Bytes(), &p); err != nil || code != 0 || !p.Proved || p.Classes != 3 || p.Templates != 5 {
		t.Errorf("exit %d %v: %s%s", code, err, out.String(), errs.String())
	}
}

func TestWrongUseIsToldAndEndsWith2(t *testing.T) {
	for _, args := range [][]string{{"prove"}, {"prove", "missing.yaml"}, {"prove", "a", "b"}, {"serve"}, {"prove", "x", "--format", "xml"}} {
		var out, errs bytes.Buffer
		if code := run(args, &out, &errs); code != 2 || errs.Len() == 0 {
			t.Errorf("%v: exit %d, %q", args, code, errs.String())
		}
	}
}
