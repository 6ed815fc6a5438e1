package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/convert/adtool"
	"github.com/stormtree-dev/stormtree/convert/openpsa"
	"github.com/stormtree-dev/stormtree/convert/tree"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/report"
	"github.com/stormtree-dev/stormtree/risk"
)

// beginning is how much of a file tells of which format it is.
const beginning = 64 << 10

// isTreeFile reports whether an ordinary file says of itself that it is a tree.
func isTreeFile(path string) bool {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return false // whoever reads it says what is wrong, and reads pipes once
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, beginning))
	return err == nil && tree.Sniff(data) != tree.Unknown
}

// reading is the flags that say how to read tree files.
type reading struct {
	top         string
	missionTime float64
}

func (r *reading) flags(c *cobra.Command) {
	c.Flags().StringVar(&r.top, "top", "", "the top of a tree file that has several")
	c.Flags().Float64Var(&r.missionTime, "mission-time", 0, "of an Open-PSA model, in its unit of time")
}

// files answers for tree files, in order.
func (t *treeCommand) files(c *cobra.Command, paths []string, format string) error {
	if err := refuse(c, "a model", "attacker", "rules", "pack", "today"); err != nil {
		return err
	}
	if t.by == "" && format == "text" {
		t.by = "likeliest"
	}
	var answers []*risk.Answer
	var problems source.Problems
	for _, path := range paths {
		answer, err := t.file(c, path)
		var wrong source.Problems
		switch {
		case errors.As(err, &wrong):
			problems = append(problems, wrong...)
		case err != nil:
			return err
		}
		answers = append(answers, answer)
	}
	if len(problems) > 0 {
		return problems
	}
	return t.write(c, format, len(paths) == 1, answers, func(w io.Writer, i int, o report.Options) error {
		return report.TreeFile(w, answers[i], o)
	})
}

// file reads one tree and answers for it.
func (t *treeCommand) file(c *cobra.Command, path string) (*risk.Answer, error) {
	began := time.Now()
	subject, notes, err := t.read(c.Context(), path)
	if err != nil {
		return nil, err
	}
	for _, n := range notes {
		_ = say(c.ErrOrStderr(), n+" [note]")
	}
	watch := t.watch()
	answer, err := risk.Ask(c.Context(), subject, t.asked(time.Since(began)))
	if err != nil {
		return nil, evaluated(fmt.Errorf("%s: %w", path, err))
	}
	answer.Notes = append(notes, answer.Notes...)
	watch.stop([]*risk.Answer{answer})
	return answer, nil
}

// read reads a file into a subject and forgets the text. Reading is not made to
// be interrupted: when somebody does, it is left alone, since the program ends.
func (t *treeCommand) read(ctx context.Context, path string) (risk.Subject, []string, error) {
	type result struct {
		subject risk.Subject
		notes   []string
		err     error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		var document *tree.Document
		if document, r.err = t.reading.document(path); r.err == nil {
			r.subject, r.notes = subjectOf(document), notesOf(document)
		}
		done <- r
	}()
	select {
	case r := <-done:
		return r.subject, r.notes, r.err
	case <-ctx.Done():
		return risk.Subject{}, nil, evaluated(fmt.Errorf("read %s: %w", path, ctx.Err()))
	}
}

// document reads a tree in the format that it says of itself.
func (r *reading) document(path string) (*tree.Document, error) {
	data, err := readTreeFile(path)
	if err != nil {
		return nil, err
	}
	makeRoom(len(data))
	var document *tree.Document
	var problems source.Problems
	switch tree.Sniff(data) {
	case tree.OpenPSA:
		folder := &confined{dir: filepath.Dir(path)}
		document, problems = openpsa.Read(path, data, openpsa.Options{Top: r.top, MissionTime: r.missionTime, Include: folder.read})
		folder.close()
	case tree.ADTool:
		if document, problems = adtool.Read(path, data); r.top != "" {
			problems = source.Problems{startOf(path, source.Value, "--top: a tree of ADTool has one top, its root")}
		}
	case tree.JSON:
		document, problems = readTreeJSON(path, data, r.top)
	default:
		problems = source.Problems{startOf(path, source.Value, "this is no tree file: neither Open-PSA XML, nor ADTool XML, nor tree JSON")}
	}
	if len(problems) > 0 {
		return nil, r.advised(problems)
	}
	return document, nil
}

// advised says what to do about several tops.
func (r *reading) advised(problems source.Problems) source.Problems {
	for i := range problems {
		if m := &problems[i].Message; strings.HasSuffix(*m, "one should be chosen") {
			*m += ", by --top"
		}
	}
	return problems
}

func readTreeJSON(path string, data []byte, top string) (*tree.Document, source.Problems) {
	if top == "" {
		return tree.Read(path, data)
	}
	graph, problems := tree.ReadGraph(path, data)
	if len(problems) > 0 {
		return nil, problems
	}
	return graph.Resolve(top)
}

// Room for large trees: their text, what is read from it and the answer are all
// alive for a while. Collecting garbage at the usual limit would take most of the time.
const (
	largeText  = 1 << 20
	largeLimit = 850 << 20
)

func makeRoom(size int) {
	if size > largeText && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(largeLimit)
	}
}

// readTreeFile returns what is in a file, up to the most that a tree may have.
func readTreeFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer f.Close()
	data, err := readBounded(f)
	if err != nil {
		return nil, unreadable(path, err)
	}
	return data, nil
}

var errTooLarge = fmt.Errorf("it has more than %d MiB", tree.MaxBytes>>20)

func readBounded(f *os.File) ([]byte, error) {
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("it is a directory; name a file in it")
	case info.Size() > tree.MaxBytes:
		return nil, errTooLarge
	}
	if info.Mode().IsRegular() {
		data := make([]byte, info.Size())
		n, err := io.ReadFull(f, data)
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, err
		}
		return data[:n], nil
	}
	data, err := io.ReadAll(io.LimitReader(f, tree.MaxBytes+1))
	if err == nil && len(data) > tree.MaxBytes {
		return nil, errTooLarge
	}
	return data, err
}

func unreadable(path string, err error) error {
	var of *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = errors.New("there is no such file")
	case errors.As(err, &of):
		err = of.Err
	}
	return source.Problems{startOf(path, source.Include, "this file cannot be read: "+err.Error())}
}

func startOf(path, kind, message string) source.Problem {
	return source.Problem{Pos: source.Pos{File: path, Line: 1, Column: 1}, Message: message, Kind: kind}
}

// confined reads the files that a model includes, from its folder only: the
// operating system's own guard keeps symbolic links inside, too.
type confined struct {
	dir  string
	root *os.Root
}

func (d *confined) read(name string) ([]byte, error) {
	if d.root == nil {
		root, err := os.OpenRoot(d.dir)
		if err != nil {
			return nil, err
		}
		d.root = root
	}
	info, err := d.root.Stat(filepath.FromSlash(name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errors.New("there is no such file")
	case err != nil && strings.Contains(err.Error(), "escapes"):
		return nil, errors.New("it lies outside of the model's folder")
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() && !info.IsDir():
		return nil, errors.New("it is no ordinary file")
	}
	f, err := d.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readBounded(f)
}

func (d *confined) close() {
	if d.root != nil {
		d.root.Close()
	}
}

// subjectOf keeps of a document what questions are about.
func subjectOf(d *tree.Document) risk.Subject {
	n := len(d.Leaves)
	s := risk.Subject{
		Name: d.Top, Title: d.Title, Tree: d.Tree, Gates: d.Gates, Leaves: d.Numbers(),
		Kinds: make([]attacktree.Kind, n), IDs: make([]string, n),
		Lacks: risk.Lacking{Costs: true, Times: true, Days: true},
	}
	for i := range d.Leaves {
		l := &d.Leaves[i]
		s.Kinds[i], s.IDs[i] = l.Kind, l.ID
		if l.Title != "" {
			if s.Titles == nil {
				s.Titles = make([]string, n)
			}
			s.Titles[i] = l.Title
		}
		s.Lacks.Costs = s.Lacks.Costs && (l.Kind != attacktree.Action || !l.Given.Has(tree.Cost))
		s.Lacks.Times = s.Lacks.Times && (l.Kind != attacktree.Action || !l.Given.Has(tree.Time))
		s.Lacks.Probabilities = s.Lacks.Probabilities || !l.Given.Has(tree.Probability) && l.Kind != attacktree.Defence
	}
	return s
}

// notesOf are what the reader passed over, and one line about what is missing.
func notesOf(d *tree.Document) []string {
	var notes []string
	for _, n := range d.Notes {
		notes = append(notes, fmt.Sprintf("%s: %s", n.Pos, n.Message))
	}
	missing := d.Unstated(tree.Probability)
	if len(missing) == 0 {
		return notes
	}
	note := fmt.Sprintf("%s: %s, so there is no probability of the top", missing[0].Pos, missing[0].Message)
	if more := unstated(d) - 1; more > 0 {
		note += fmt.Sprintf("; %d more have none either", more)
	}
	return append(notes, note)
}

// unstated counts the leaves without the probability that they need.
func unstated(d *tree.Document) int {
	n := 0
	for i := range d.Leaves {
		if l := &d.Leaves[i]; !l.Given.Has(tree.Probability) && l.Kind != attacktree.Defence {
			n++
		}
	}
	return n
}
