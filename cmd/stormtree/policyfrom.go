package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
	"github.com/stormtree-dev/stormtree/risk"
)

// trusted is what a gate goes by when a revision, and not the change that it
// judges, says so: waivers, rules and their settings, the scale of severities and
// the baseline. What the change makes of them is told and does not count.
type trusted struct {
	rev     *revision
	dir     string       // of copies, removed by close
	model   *model.Model // of the revision; nil where it has none of that name
	altered []string     // what the change alters, in the order of looking
}

// trust reads the policy of a model from a revision.
func trust(ctx context.Context, rev, modelFile string) (*trusted, error) {
	r, err := openRevision(ctx, rev, filepath.Dir(modelFile))
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "stormtree-policy-")
	if err != nil {
		return nil, err
	}
	t := &trusted{rev: r, dir: dir}
	if err := t.readModel(ctx, modelFile); err != nil {
		t.close()
		return nil, t.named(err)
	}
	return t, nil
}

func (t *trusted) close() { _ = os.RemoveAll(t.dir) }

// named puts the revision in the place of the copies' folder in what an error says;
// without a revision it says what it said.
func (t *trusted) named(err error) error {
	if t == nil {
		return err
	}
	var problems source.Problems
	if errors.As(err, &problems) {
		for i := range problems {
			problems[i].Pos.File = t.renamed(problems[i].Pos.File)
		}
		return problems
	}
	said := errors.New(strings.ReplaceAll(err.Error(), t.dir+string(filepath.Separator), t.rev.name+":"))
	if failed := new(notEvaluated); errors.As(err, failed) {
		return notEvaluated{said}
	}
	return said
}

func (t *trusted) renamed(file string) string {
	if rest, ok := strings.CutPrefix(file, t.dir+string(filepath.Separator)); ok {
		return t.rev.name + ":" + rest
	}
	return file
}

// copyOut writes a file of the revision into the copies' folder, at the same name.
func (t *trusted) copyOut(name string, data []byte) (string, error) {
	file := filepath.Join(t.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return "", err
	}
	return file, os.WriteFile(file, data, 0o600)
}

// readModel reads the revision's model.
func (t *trusted) readModel(ctx context.Context, modelFile string) error {
	name, ok := t.rev.inside(modelFile)
	if !ok {
		return fmt.Errorf("%s lies outside the repository %s", modelFile, t.rev.top)
	}
	data, found, err := t.rev.read(ctx, name)
	switch {
	case err != nil:
		return err
	case !found:
		t.alter("%s is not in %s yet, so none of its waivers and settings count", modelFile, t.rev.name)
		return nil
	case isThreagile(data):
		o, err := openThreagile(modelFile, data)
		if err == nil {
			t.model = o.model
		}
		return err
	}
	file, err := t.copyOut(name, data)
	if err != nil {
		return err
	}
	if err := t.copyIncludes(ctx, path.Dir(name), name, data, map[string]bool{name: true}); err != nil {
		return err
	}
	t.model, err = model.Load(file)
	return err
}

// maxCopies is how many included files are copied; model.Load allows fewer.
const maxCopies = 200

// copyIncludes copies what a file includes, and what that includes. What is wrong
// with the names, model.Load says.
func (t *trusted) copyIncludes(ctx context.Context, home, name string, data []byte, seen map[string]bool) error {
	root, _ := source.Read(name, data)
	for _, entry := range includes(root) {
		included := path.Join(path.Dir(name), entry)
		rel, err := filepath.Rel(filepath.FromSlash(home), filepath.FromSlash(included))
		if err != nil || !filepath.IsLocal(rel) || seen[included] || len(seen) > maxCopies {
			continue
		}
		seen[included] = true
		text, found, err := t.rev.read(ctx, included)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		if _, err := t.copyOut(included, text); err != nil {
			return err
		}
		if err := t.copyIncludes(ctx, home, included, text, seen); err != nil {
			return err
		}
	}
	return nil
}

// includes are the names that a model's file includes.
func includes(root *source.Node) []string {
	if root == nil || root.Kind != source.Mapping {
		return nil
	}
	var names []string
	for i, key := range root.Keys {
		if key.Text == "includes" {
			for _, item := range root.Items[i].Items {
				names = append(names, item.Text)
			}
		}
	}
	return names
}

func (t *trusted) alter(format string, args ...any) {
	t.altered = append(t.altered, fmt.Sprintf(format, args...))
}

// rules are the revision's copies of the folders with rules; a folder outside the
// repository is no part of the change and stays as it is.
func (t *trusted) rules(ctx context.Context, dirs []string) ([]string, error) {
	var copies []string
	for _, dir := range dirs {
		name, ok := t.rev.inside(dir)
		if !ok {
			copies = append(copies, dir)
			continue
		}
		files, err := t.copyRules(ctx, name)
		if err != nil {
			return nil, t.named(err)
		}
		if len(files) > 0 {
			copies = append(copies, filepath.Join(t.dir, filepath.FromSlash(name)))
		}
		t.compareRules(dir, name, files)
	}
	return copies, nil
}

// copyRules copies a folder's Rego files and returns them by name.
func (t *trusted) copyRules(ctx context.Context, name string) (map[string][]byte, error) {
	list, err := t.rev.blobs(ctx, name)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, b := range list {
		if path.Ext(b.name) != ".rego" {
			continue
		}
		if len(files) == policies.MaxUserFiles || b.size > policies.MaxUserFile {
			return nil, fmt.Errorf("%s:%s: more than %d Rego files, or one larger than %d bytes", t.rev.name, name, policies.MaxUserFiles, policies.MaxUserFile)
		}
		data, err := t.rev.bytes(ctx, b)
		if err != nil {
			return nil, err
		}
		files[b.name] = data
		if _, err := t.copyOut(b.name, data); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// compareRules tells which rules of a folder the change alters.
func (t *trusted) compareRules(dir, name string, before map[string][]byte) {
	after := map[string]bool{}
	_ = filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || filepath.Ext(file) != ".rego" || len(after) > policies.MaxUserFiles {
			return nil // what cannot be read is told as removed
		}
		rel, err := filepath.Rel(dir, file)
		if err != nil {
			return nil
		}
		at := path.Join(name, filepath.ToSlash(rel))
		after[at] = true
		switch was, known := before[at]; {
		case !known:
			t.alter("rule file %s is new: it does not count yet", file)
		case !sameFile(file, was):
			t.alter("rule file %s is changed: the one of %s counts", file, t.rev.name)
		}
		return nil
	})
	for _, at := range slices.Sorted(maps.Keys(before)) {
		if !after[at] {
			t.alter("rule file %s is removed: the one of %s counts", at, t.rev.name)
		}
	}
}

func sameFile(file string, was []byte) bool {
	info, err := os.Stat(file)
	if err != nil || info.Size() != int64(len(was)) {
		return false
	}
	now, err := os.ReadFile(file)
	return err == nil && bytes.Equal(now, was)
}

// baseline is the revision's; nil where it has none.
func (t *trusted) baseline(ctx context.Context, file string, m *model.Model) (*risk.Baseline, error) {
	name, ok := t.rev.inside(file)
	if !ok {
		return openBaseline(file, m)
	}
	data, found, err := t.rev.read(ctx, name)
	if err != nil {
		return nil, err
	}
	if !found {
		t.alter("baseline %s is not in %s yet: nothing in it counts", file, t.rev.name)
		return nil, nil
	}
	if !sameFile(file, data) {
		t.alter("baseline %s is changed: the one of %s counts", file, t.rev.name)
	}
	b, problems := risk.ReadBaseline(t.rev.name+":"+name, data)
	if t.model != nil {
		m = t.model // whose title the change may have altered
	}
	if len(problems) == 0 {
		problems = b.Belongs(m)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return b, nil
}

// apply puts the revision's policy into the model, and tells what that alters.
func (t *trusted) apply(m *model.Model) {
	was := t.model
	if was == nil {
		was = &model.Model{Rules: model.Rules{Pack: "core"}, Scale: m.Scale}
	} else {
		t.compare(was, m)
	}
	m.Rules, m.Scale, m.Patterns = was.Rules, was.Scale, was.Patterns
	m.Waivers = nil
	for _, w := range was.Waivers {
		if _, _, known := m.Entity(w.At.ID); known || strings.ContainsAny(w.At.ID, `*?[\`) {
			m.Waivers = append(m.Waivers, t.here(w, m.File))
		}
	}
}

// here is a waiver as if it stood in the file of the working tree.
func (t *trusted) here(w *model.Waiver, modelFile string) *model.Waiver {
	moved := *w
	if rel, err := filepath.Rel(filepath.Dir(t.model.File), w.Pos.File); err == nil {
		moved.Pos.File = filepath.Join(filepath.Dir(modelFile), rel)
	}
	return &moved
}

// compare tells what of the model's policy the change alters.
func (t *trusted) compare(was, now *model.Model) {
	t.compareLists("waiver", waiverWords(was), waiverWords(now))
	t.compareLists("setting of rule", settingWords(was), settingWords(now))
	t.compareLists("switch of pattern", patternWords(was), patternWords(now))
	if was.Rules.Pack != now.Rules.Pack {
		t.alter("the pack is %s: %s counts", now.Rules.Pack, was.Rules.Pack)
	}
	if was.Scale != now.Scale {
		t.alter("the scale of severities is changed: the one of %s counts", t.rev.name)
	}
	for _, c := range now.Components {
		if before := was.Component(c.ID); c.OutOfScope != "" && (before == nil || before.OutOfScope == "") {
			t.alter("component %s is out of scope: no rule looks at it", c.ID)
		}
	}
}

// worded is one thing of a policy: what people call it, and all that it says.
type worded struct{ name, whole string }

func (t *trusted) compareLists(what string, before, after []worded) {
	for _, w := range after {
		switch {
		case slices.Contains(before, w):
		case slices.ContainsFunc(before, func(b worded) bool { return b.name == w.name }):
			t.alter("%s %s is changed: the one of %s counts", what, w.name, t.rev.name)
		default:
			t.alter("%s %s is new: it does not count yet", what, w.name)
		}
	}
	for _, w := range before {
		if !slices.ContainsFunc(after, func(a worded) bool { return a.name == w.name }) {
			t.alter("%s %s is removed: the one of %s counts", what, w.name, t.rev.name)
		}
	}
}

func waiverWords(m *model.Model) []worded {
	var list []worded
	for _, w := range m.Waivers {
		list = append(list, worded{
			w.Rule.ID + " " + w.At.ID,
			fmt.Sprintf("%q", []string{w.Reason, w.Owner, w.ApprovedBy, string(w.Created), string(w.Expires), w.Ticket, strings.Join(w.Compensating, "\x00")}),
		})
	}
	return list
}

func settingWords(m *model.Model) []worded {
	var list []worded
	for _, s := range m.Rules.Settings {
		whole := fmt.Sprint(s.Off)
		for _, p := range s.Params {
			whole += fmt.Sprintf(" %q=%s", p.Name, nodeWords(p.Value))
		}
		list = append(list, worded{s.Rule.ID, whole})
	}
	return list
}

func patternWords(m *model.Model) []worded {
	var list []worded
	for _, p := range m.Patterns {
		list = append(list, worded{p.Name.ID, fmt.Sprint(p.Off)})
	}
	return list
}

// nodeWords spells a value out, without its places and comments.
func nodeWords(n *source.Node) string {
	if n == nil {
		return "-"
	}
	words := fmt.Sprintf("%d%q", n.Kind, n.Text)
	for i, item := range n.Items {
		if n.Kind == source.Mapping {
			words += nodeWords(n.Keys[i])
		}
		words += nodeWords(item)
	}
	return words
}
