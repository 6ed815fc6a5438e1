package main

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/convert/adtool"
	"github.com/stormtree-dev/stormtree/convert/openpsa"
	"github.com/stormtree-dev/stormtree/convert/threagile"
	"github.com/stormtree-dev/stormtree/convert/tree"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
)

func newImport() *cobra.Command {
	c := &cobra.Command{
		Use:     "import FORMAT FILE",
		Short:   "Turn another tool's model into one of ours",
		Example: "  stormtree import threagile threagile.yaml -o model.yaml\n  stormtree import openpsa fault-tree.xml -o tree.json",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return errors.New("import wants a format; there are threagile, openpsa and adtool")
		},
	}
	c.AddCommand(newImportThreagile(), newImportOpenPSA(), newImportADTool())
	return c
}

// importing is one import's flags.
type importing struct {
	until, today string
	out          output
	force        bool
}

func newImportThreagile() *cobra.Command {
	var i importing
	c := &cobra.Command{
		Use:   "threagile FILE",
		Short: "Import a Threagile model",
		Long: `Import reads a Threagile model of either dialect, anchors and merges included,
and writes a model in our language. It counts what went in and what came out, and
says at which line of the file something could not be carried over. Risk tracking
becomes waivers only with --waive-until, because Threagile states no expiry.`,
		Example: "  stormtree import threagile threagile.yaml -o model.yaml",
		Args:    wants("FILE"),
		RunE:    func(c *cobra.Command, args []string) error { return i.run(c, args[0]) },
	}
	i.out.flag(c)
	c.Flags().StringVar(&i.until, "waive-until", "", "turn settled risk tracking into waivers that end on this day, YYYY-MM-DD")
	c.Flags().StringVar(&i.today, "today", "", "with --waive-until: the day the waivers begin (default: today)")
	c.Flags().BoolVar(&i.force, "force", false, "overwrite an existing output file")
	return c
}

func (i *importing) run(c *cobra.Command, path string) error {
	data, err := model.ReadFile(path)
	if err != nil {
		return err
	}
	options, err := i.options()
	if err != nil {
		return err
	}
	imported, problems := threagile.Convert(path, data, options)
	if len(problems) > 0 {
		return problems
	}
	if _, problems := model.Decode(path, imported.Root); len(problems) > 0 {
		return problems // what would be written could not be read again
	}
	var text bytes.Buffer
	if err := source.Write(&text, imported.Root); err != nil {
		return err
	}
	if err := i.save(c, text.Bytes()); err != nil {
		return err
	}
	i.tell(c, imported)
	return nil
}

// options turns the flags into days that a waiver may have.
func (i *importing) options() (threagile.Options, error) {
	today, err := day("today", i.today)
	if err != nil || i.until == "" {
		return threagile.Options{}, err
	}
	until, err := day("waive-until", i.until)
	if err != nil {
		return threagile.Options{}, err
	}
	if days := until.Sub(today).Hours() / 24; days < 1 || days > model.MaxWaiverDays {
		return threagile.Options{}, fmt.Errorf("--waive-until %s: a waiver ends after it begins (%s), at most %d days later",
			i.until, today.Format(time.DateOnly), model.MaxWaiverDays)
	}
	return threagile.Options{WaiveUntil: i.until, Today: today.Format(time.DateOnly)}, nil
}

func (i *importing) save(c *cobra.Command, text []byte) error {
	if i.out.standard() {
		_, err := c.OutOrStdout().Write(text)
		return err
	}
	if err := i.out.spare(c.Flags().Args()); err != nil {
		return err
	}
	if i.force {
		return replaceFile(i.out.file, text)
	}
	return createFile(i.out.file, text)
}

// tell prints what was counted and what was lost, on the stream for people.
func (i *importing) tell(c *cobra.Command, imported *threagile.Import) {
	w := c.ErrOrStderr()
	for _, n := range imported.Notes {
		fmt.Fprintf(w, "%s: %s [note]\n", n.Pos, n.Message)
	}
	for _, count := range imported.Counts {
		fmt.Fprintf(w, "%-22s %4d in, %4d out\n", count.What, count.In, count.Out)
	}
	if !i.out.standard() {
		fmt.Fprintf(w, "wrote %s; next: stormtree analyze %s\n", source.Printable(i.out.file), source.Printable(i.out.file))
	}
}

// treeReader reads the definitions of a tree file.
type treeReader func(path string, data []byte) (*tree.Graph, source.Problems)

func newImportOpenPSA() *cobra.Command {
	var r reading
	c := newImportTree("openpsa", "Import an Open-PSA fault tree", func(path string, data []byte) (*tree.Graph, source.Problems) {
		folder := &confined{dir: filepath.Dir(path)}
		defer folder.close()
		return openpsa.ReadGraph(path, data, openpsa.Options{MissionTime: r.missionTime, Include: folder.read})
	})
	c.Flags().Float64Var(&r.missionTime, "mission-time", 0, "of the model, in its unit of time")
	return c
}

func newImportADTool() *cobra.Command {
	return newImportTree("adtool", "Import an attack-defence tree of ADTool", adtool.ReadGraph)
}

// newImportTree is an import that makes tree JSON.
func newImportTree(format, short string, read treeReader) *cobra.Command {
	var i importing
	c := &cobra.Command{
		Use:     format + " FILE",
		Short:   short,
		Long:    short + ", and write it as tree JSON (docs/tree-json.md).",
		Example: "  stormtree import " + format + " tree.xml -o tree.json",
		Args:    wants("FILE"),
		RunE:    func(c *cobra.Command, args []string) error { return i.tree(c, args[0], read) },
	}
	i.out.flag(c)
	c.Flags().BoolVar(&i.force, "force", false, "overwrite an existing output file")
	return c
}

func (i *importing) tree(c *cobra.Command, path string, read treeReader) error {
	data, err := readTreeFile(path)
	if err != nil {
		return err
	}
	makeRoom(len(data))
	graph, problems := read(path, data)
	if len(problems) > 0 {
		return problems
	}
	var text bytes.Buffer
	if err := graph.Write(&text); err != nil {
		return err
	}
	if _, problems := tree.ReadGraph(i.out.file, text.Bytes()); len(problems) > 0 {
		return problems // what would be written could not be read again
	}
	return i.save(c, text.Bytes())
}
