package policies

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// MaxAnswer is how many bytes one answer of a worker may have.
const MaxAnswer = 64 << 20

// maxFault is how many bytes of what a worker complains about are told.
const maxFault = 64 << 10

// request is one thing that a worker is asked for; the field that is set says which.
type request struct {
	Load  []userFile `json:"load,omitempty"`
	Test  []userFile `json:"test,omitempty"`
	Model *Input     `json:"model,omitempty"` // that Ask is about from now on
	Ask   *inquiry   `json:"ask,omitempty"`
}

// inquiry asks a rule about the model.
type inquiry struct {
	Rule   string         `json:"rule"` // its id
	Params map[string]any `json:"params"`
}

// answer is what came of a request, or the fault that nothing came of it for.
type answer struct {
	Rules  []loaded                   `json:"rules,omitempty"`
	Sets   map[string]json.RawMessage `json:"sets,omitempty"` // by verdict, as the rule fills them
	Report *TestReport                `json:"report,omitempty"`
	Fault  *complaint                 `json:"fault,omitempty"`
}

// loaded is a rule that a worker has compiled, and the sets that it fills.
type loaded struct {
	Rule  Rule     `json:"rule"`
	Fills []string `json:"fills"`
}

// complaint is an error on its way between processes.
type complaint struct {
	Text string `json:"text"`
	Kind string `json:"kind,omitempty"` // of the limit that was met
}

// limits are the errors that keep their identity on the way.
func limits() map[string]error { return map[string]error{"memory": ErrMemory, "time": ErrTime} }

func newComplaint(err error) *complaint {
	c := &complaint{Text: err.Error()}
	if len(c.Text) > maxFault {
		c.Text = c.Text[:maxFault] + " …"
	}
	for kind, limit := range limits() {
		if errors.Is(err, limit) {
			c.Kind = kind
		}
	}
	return c
}

// Error is what the worker said.
func (c *complaint) Error() string { return c.Text }

// Unwrap is the limit that was met; nil where it was none.
func (c *complaint) Unwrap() error { return limits()[c.Kind] }

// send writes one message: its length in four bytes, then JSON.
func send(w io.Writer, message any) error {
	text, err := json.Marshal(message)
	if err != nil {
		return err
	}
	if uint64(len(text)) > 1<<32-1 {
		return fmt.Errorf("a message of %d bytes is too long", len(text))
	}
	if _, err := w.Write(binary.BigEndian.AppendUint32(nil, uint32(len(text)))); err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

// errTooLong says that a message is longer than its receiver takes.
var errTooLong = fmt.Errorf("the message is longer than %d MiB", MaxAnswer>>20)

// receive reads one message into a value, strictly. It takes memory for what
// arrives, not for what is announced. At the end of the stream it returns io.EOF.
func receive(r io.Reader, most uint32, into any) error {
	var length [4]byte
	if _, err := io.ReadFull(r, length[:]); err != nil {
		return err
	}
	n := binary.BigEndian.Uint32(length[:])
	if n > most {
		return errTooLong
	}
	var text bytes.Buffer
	if _, err := io.CopyN(&text, r, int64(n)); err != nil {
		return err
	}
	d := json.NewDecoder(&text)
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("%w: %w", errGarbage, err)
	}
	return nil
}

// errGarbage says that a message is none.
var errGarbage = errors.New("this is no message")
