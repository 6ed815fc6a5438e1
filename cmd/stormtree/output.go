package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/stormtree-dev/stormtree/report"
)

// output is where a command's data goes.
type output struct {
	file string // "" or "-" is standard output
}

func (o *output) flag(c *cobra.Command) {
	c.Flags().StringVarP(&o.file, "output", "o", "", "write to this file instead of standard output")
}

// write renders into memory first: a failed rendering leaves nothing behind.
func (o output) write(c *cobra.Command, render func(io.Writer) error) error {
	if err := o.spare(c.Flags().Args()); err != nil {
		return err
	}
	var buffer bytes.Buffer
	if err := render(&buffer); err != nil {
		return err
	}
	if o.standard() {
		_, err := c.OutOrStdout().Write(buffer.Bytes())
		return err
	}
	return replaceFile(o.file, buffer.Bytes())
}

// spare refuses to write over a file that the command reads.
func (o output) spare(inputs []string) error {
	target, err := os.Stat(o.file)
	if err != nil {
		return nil // nothing is there to lose
	}
	for _, name := range inputs {
		if input, err := os.Stat(name); err == nil && os.SameFile(input, target) {
			return fmt.Errorf("%s is what is being read; nothing was written", o.file)
		}
	}
	return nil
}

// standard reports whether the output is standard output.
func (o output) standard() bool { return o.file == "" || o.file == "-" }

// told reports whether people see on standard output what a report says.
func (o output) told(format string) bool { return o.standard() && format == "text" }

// format is what a command writes: as asked for, else by the ending of the
// output's name, else the usual. An ending that stands for no format is refused:
// nobody wants text in a file that says it is a PDF.
func (o output) format(asked, usual string, formats []string, endings []report.Ending) (string, error) {
	if asked != "" {
		return asked, oneOf("format", asked, formats)
	}
	name := strings.ToLower(filepath.Base(o.file))
	var known []string
	for _, e := range endings {
		if strings.HasSuffix(name, e.Suffix) {
			return e.Format, nil
		}
		known = append(known, e.Suffix)
	}
	switch ending := filepath.Ext(strings.TrimLeft(name, ".")); ending {
	case "", ".out":
		return usual, nil
	default:
		return "", fmt.Errorf("%s: no format is known by the ending %q; there are %s, or say --format", o.file, ending, strings.Join(known, ", "))
	}
}

// answerFormats and answerEndings are those of answers to one question.
var answerFormats = []string{"json", "text"}

func answerEndings() []report.Ending {
	return []report.Ending{{Suffix: ".json", Format: "json"}, {Suffix: ".txt", Format: "text"}}
}

// color reports whether the output is a terminal that wants colour.
func (o output) color(c *cobra.Command) bool {
	out, ok := c.OutOrStdout().(*os.File)
	return ok && o.standard() && os.Getenv("NO_COLOR") == "" && term.IsTerminal(int(out.Fd()))
}

// replaceFile writes beside the file and renames, so that a reader sees the old
// bytes or the new ones and never a part. An existing file keeps its mode.
func replaceFile(name string, data []byte) error {
	mode := os.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		if info.IsDir() {
			return fmt.Errorf("%s is a directory", name)
		}
		if !info.Mode().IsRegular() { // a pipe or a device is written, not replaced
			return os.WriteFile(name, data, mode)
		}
		mode = info.Mode().Perm()
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	} else if _, err := os.Lstat(name); err == nil {
		return fmt.Errorf("%s is a link that leads nowhere", name)
	}
	temp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return cannotWrite(name, err)
	}
	defer os.Remove(temp.Name())
	return writeAndRename(temp, name, data, mode)
}

// cannotWrite names the file that was asked for, not the one beside it.
func cannotWrite(name string, err error) error {
	var fault *fs.PathError
	if errors.As(err, &fault) {
		err = fault.Err
	}
	return fmt.Errorf("write %s: %w", name, err)
}

func writeAndRename(temp *os.File, name string, data []byte, mode os.FileMode) error {
	if _, err := temp.Write(data); err != nil {
		temp.Close()
		return err
	}
	if err := temp.Chmod(mode); err != nil {
		temp.Close()
		return err
	}
	if err := temp.Close(); err != nil {
		return err
	}
	return os.Rename(temp.Name(), name)
}

// createFile writes a new file and refuses to touch an existing one.
func createFile(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if os.IsExist(err) {
		return fmt.Errorf("%s exists already; nothing was written", name)
	}
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
