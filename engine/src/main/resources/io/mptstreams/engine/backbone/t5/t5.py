# The forward passes of a T5 with soft prompts, in TorchScript. Loaded by T5Kernel.
#
# B texts, R = B G texts that are written (G for each state, side by side), L prompt vectors, T tokens, S = L + T,
# H heads of width k. Weights come in the order of T5Layout: the embedding; 5 + 3 (or 4, gated) for each encoder
# layer, the final norm and the table of positions; 10 + 3 (or 4) for each decoder layer, the same; the head if there
# is one of its own.

class T5(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  weights : List[Tensor]
  type : int
  heads : int
  encoder_layers : int
  decoder_layers : int
  gated : bool
  scaled_head : bool
  epsilon : float
  buckets : int
  max_distance : int

  # Takes the weights in the type to compute in.
  def bind(self: __torch__.T5, weights: List[Tensor], none: Tensor) -> Tensor:
    bound = annotate(List[Tensor], [])
    for i in range(len(weights)):
      bound.append(torch.to(weights[i], self.type))
    self.weights = bound
    return none

  # Tensors of a feed-forward without its norm, and where the decoder's and its layers' begin.
  def dense_size(self: __torch__.T5) -> int:
    return 4 if self.gated else 3

  def decoder_start(self: __torch__.T5) -> int:
    return 1 + self.encoder_layers * (5 + self.dense_size()) + 2

  def decoder_layer(self: __torch__.T5, layer: int) -> int:
    return self.decoder_start() + layer * (10 + self.dense_size())

  def norm(self: __torch__.T5, x: Tensor, weight: int) -> Tensor:
    wide = torch.to(x, 6)
    scale = torch.rsqrt(torch.mean(wide * wide, [-1], True) + self.epsilon)
    w = self.weights[weight]
    return torch.to(wide * scale, w.dtype) * w

  # [R, T, H k] to [rows, H, R / rows T, k]
  def split(self: __torch__.T5, x: Tensor, rows: int) -> Tensor:
    width = x.size(2) // self.heads
    return torch.transpose(torch.reshape(x, [rows, -1, self.heads, width]), 1, 2)

  # Attention without division by the root of the width; the texts of one state are further queries of it.
  def attend(self: __torch__.T5, x: Tensor, first: int, keys: Tensor, values: Tensor, bias: Tensor) -> Tensor:
    queries = self.split(torch.linear(x, self.weights[first]), keys.size(0))
    read = torch.scaled_dot_product_attention(queries, keys, values, bias, 0., False, scale=1.)
    inner = torch.reshape(torch.transpose(read, 1, 2), [x.size(0), x.size(1), -1])
    return torch.linear(inner, self.weights[first + 3])

  # The tanh form. Where there is a gradient it is written out as transformers has it, because the gradient of the
  # single operation, which is faster, is rounded otherwise.
  def gelu(self: __torch__.T5, x: Tensor) -> Tensor:
    if torch.is_grad_enabled():
      return x * 0.5 * (torch.tanh((x + torch.pow(x, 3.) * 0.044715) * 0.7978845608028654) + 1.)
    return torch.gelu(x, approximate="tanh")

  def feed_forward(self: __torch__.T5, x: Tensor, first: int) -> Tensor:
    normal = self.norm(x, first)
    inner = torch.linear(normal, self.weights[first + 1])
    if self.gated:
      inner = self.gelu(inner) * torch.linear(normal, self.weights[first + 2])
      out = torch.linear(inner, self.weights[first + 3])
    else:
      out = torch.linear(torch.relu(inner), self.weights[first + 2])
    return x + out

  # Buckets of distances, which are not negative.
  def bucket(self: __torch__.T5, distance: Tensor, available: int) -> Tensor:
    exact = available // 2
    ratio = torch.log(torch.to(distance, 6) / exact) / torch.log(self.max_distance / exact)
    beyond = torch.clamp(torch.to(ratio * (available - exact), 4) + exact, None, available - 1)
    return torch.where(distance < exact, distance, beyond)

  # Bias of the encoder's self-attention, [1, H, n, n].
  def around(self: __torch__.T5, n: int, table: Tensor) -> Tensor:
    position = torch.arange(n, device=table.device)
    ahead = torch.unsqueeze(position, 0) - torch.unsqueeze(position, 1)
    half = self.buckets // 2
    rows = self.bucket(torch.abs(ahead), half)
    rows = rows + torch.to(ahead > 0, 4) * half
    return torch.unsqueeze(torch.permute(torch.embedding(table, rows), [2, 0, 1]), 0)

  # Bias of the decoder's self-attention for the queries from `first` on, [1, H, n - first, n].
  def before(self: __torch__.T5, first: int, n: int, table: Tensor) -> Tensor:
    position = torch.arange(n, device=table.device)
    behind = torch.unsqueeze(torch.slice(position, 0, first, n), 1) - torch.unsqueeze(position, 0)
    rows = self.bucket(torch.clamp(behind, 0), self.buckets)
    bias = torch.permute(torch.embedding(table, rows), [2, 0, 1])
    return torch.unsqueeze(torch.masked_fill(bias, behind < 0, -3.3895313892515355e+38), 0)

  def encode(self: __torch__.T5, ids: Tensor, mask: Tensor, prompts: Tensor) -> Tensor:
    words = torch.embedding(self.weights[0], ids)
    x = torch.cat([torch.to(prompts, words.dtype), words], 1)
    b = x.size(0)
    n = x.size(1)
    last = self.decoder_start() - 2
    bias = self.around(n, self.weights[last + 1]) + torch.reshape(torch.to(mask, x.dtype), [b, 1, 1, n])
    for i in range(self.encoder_layers):
      at = 1 + i * (5 + self.dense_size())
      normal = self.norm(x, at)
      keys = self.split(torch.linear(normal, self.weights[at + 2]), b)
      values = self.split(torch.linear(normal, self.weights[at + 3]), b)
      x = x + self.attend(normal, at + 1, keys, values, bias)
      x = self.feed_forward(x, at + 5)
    return torch.to(self.norm(x, last), 6)

  # Keys and values of the encoder states for each decoder layer, then the mask as a bias.
  def cross(self: __torch__.T5, states: Tensor, mask: Tensor) -> List[Tensor]:
    read = annotate(List[Tensor], [])
    b = states.size(0)
    x = torch.to(states, self.weights[0].dtype)
    for i in range(self.decoder_layers):
      at = self.decoder_layer(i) + 5
      read.append(self.split(torch.linear(x, self.weights[at + 2]), b))
      read.append(self.split(torch.linear(x, self.weights[at + 3]), b))
    read.append(torch.reshape(torch.to(mask, x.dtype), [b, 1, 1, -1]))
    return read

  # Some more tokens for each text. `read` is what `cross` gave and, if anything is written, the keys and values so far.
  # Gives the new keys and values, then the logits behind each token, [R, T, vocabulary].
  def advance(self: __torch__.T5, read: List[Tensor], tokens: Tensor) -> List[Tensor]:
    x = torch.embedding(self.weights[0], tokens)
    r = x.size(0)
    past = 2 * self.decoder_layers + 1
    first = 0
    if len(read) > past:
      first = read[past].size(2)
    last = self.decoder_layer(self.decoder_layers)
    bias = self.before(first, first + x.size(1), self.weights[last + 1])
    out = annotate(List[Tensor], [])
    for i in range(self.decoder_layers):
      at = self.decoder_layer(i)
      normal = self.norm(x, at)
      keys = self.split(torch.linear(normal, self.weights[at + 2]), r)
      values = self.split(torch.linear(normal, self.weights[at + 3]), r)
      if first > 0:
        keys = torch.cat([read[past + 2 * i], keys], 2)
        values = torch.cat([read[past + 2 * i + 1], values], 2)
      out.append(keys)
      out.append(values)
      x = x + self.attend(normal, at + 1, keys, values, bias)
      x = x + self.attend(self.norm(x, at + 5), at + 6, read[2 * i], read[2 * i + 1], read[past - 1])
      x = self.feed_forward(x, at + 10)
    x = self.norm(x, last)
    if self.scaled_head:
      x = x * (float(x.size(2)) ** -0.5)
    head = self.weights[0]
    if len(self.weights) > last + 2:
      head = self.weights[last + 2]
    out.append(torch.to(torch.linear(x, head), 6))
    return out

  def select(self: __torch__.T5, tensors: List[Tensor], rows: Tensor) -> List[Tensor]:
    kept = annotate(List[Tensor], [])
    for i in range(len(tensors)):
      kept.append(torch.index_select(tensors[i], 0, rows))
    return kept
