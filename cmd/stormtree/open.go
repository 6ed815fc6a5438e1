package main

import (
	"bytes"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/convert/threagile"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// opened is a model and what its reader had to say about it.
type opened struct {
	model *model.Model
	notes []risk.Note // of an import
}

// open reads a model, or a Threagile file as if it had been imported: its
// findings then carry the lines of that file.
func open(path string) (*opened, error) {
	if path == "-" {
		return nil, errors.New("a model is read from a file, so that findings can name it; to pipe one in write /dev/stdin")
	}
	if data, ok := foreign(path); ok {
		return openThreagile(path, data)
	}
	m, err := model.Load(path)
	if err != nil {
		return nil, err
	}
	return &opened{model: m}, nil
}

// foreign reads a file that says of itself that it is Threagile's.
func foreign(path string) ([]byte, bool) {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return nil, false // model.Load says what is wrong, and reads pipes once
	}
	data, err := model.ReadFile(path)
	return data, err == nil && isThreagile(data)
}

func isThreagile(data []byte) bool {
	const key = "threagile_version:"
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	return bytes.HasPrefix(data, []byte(key)) || bytes.Contains(data, []byte("\n"+key))
}

func openThreagile(path string, data []byte) (*opened, error) {
	imported, problems := threagile.Convert(path, data, threagile.Options{})
	if len(problems) > 0 {
		return nil, problems
	}
	m, problems := model.Decode(path, imported.Root)
	if len(problems) > 0 {
		return nil, problems
	}
	o := &opened{model: m}
	for _, n := range imported.Notes {
		o.notes = append(o.notes, risk.Note{Message: n.Message, Position: n.Pos})
	}
	return o, nil
}

// completeModel completes the first argument as a YAML file.
func completeModel(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return []string{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt
}

// completeFlag completes a flag with ids of the model that is named already.
func completeFlag(ids func(*model.Model) []cobra.Completion) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) == 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		o, err := open(args[0])
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return ids(o.model), cobra.ShellCompDirectiveNoFileComp
	}
}

func threatIDs(m *model.Model) []cobra.Completion {
	var ids []cobra.Completion
	for _, t := range m.Threats {
		ids = append(ids, cobra.CompletionWithDesc(t.ID, t.Title))
	}
	return ids
}

func attackerIDs(m *model.Model) []cobra.Completion {
	var ids []cobra.Completion
	for _, a := range m.Attackers {
		ids = append(ids, cobra.CompletionWithDesc(a.ID, a.Title))
	}
	return ids
}

func boundaryIDs(m *model.Model) []cobra.Completion {
	var ids []cobra.Completion
	for _, b := range m.Boundaries {
		ids = append(ids, cobra.CompletionWithDesc(b.ID, b.Title))
	}
	return ids
}
