//! Small convolutional networks: their weights, and how a picture runs through them.
//!
//! Weights are safetensors files with two tensors a layer, `NAME.weight` (outputs, inputs, rows, columns) and `NAME.bias`, in
//! bfloat16; the training script beside them is their source.

mod features;

pub use features::Features;

use ndarray::{Array1, Array2};
use safetensors::{Dtype, SafeTensorError, SafeTensors};
use std::collections::BTreeMap;

/// One convolution.
#[derive(Clone, Debug)]
pub struct Layer {
    /// One row an output; its columns are the inputs' rows of columns.
    weights: Array2<f32>,
    bias: Array1<f32>,
    /// Rows and columns of the kernel.
    kernel: usize,
}

/// The weights of a network.
#[derive(Clone, Debug)]
pub struct Model {
    layers: BTreeMap<String, Layer>,
}

impl Model {
    /// Reads weights.
    ///
    /// # Errors
    /// Where the bytes are no safetensors file, or a tensor is not of the type and shape that a layer needs.
    pub fn read(bytes: &[u8]) -> Result<Self, SafeTensorError> {
        let file = SafeTensors::deserialize(bytes)?;
        let mut layers = BTreeMap::new();
        for name in file.names() {
            let Some(layer) = name.strip_suffix(".weight") else { continue };
            let (weight, bias) = (file.tensor(name)?, file.tensor(&format!("{layer}.bias"))?);
            let &[outputs, inputs, rows, columns] = weight.shape() else {
                return Err(SafeTensorError::TensorInvalidInfo);
            };
            let numbers =
                [&weight, &bias].map(|tensor| (tensor.dtype() == Dtype::BF16).then(|| numbers(tensor.data())));
            let [Some(weights), Some(bias)] = numbers else { return Err(SafeTensorError::TensorInvalidInfo) };
            if rows != columns || bias.len() != outputs {
                return Err(SafeTensorError::TensorInvalidInfo);
            }
            let weights = Array2::from_shape_vec((outputs, inputs * rows * columns), weights)
                .map_err(|_| SafeTensorError::TensorInvalidInfo)?;
            layers.insert(layer.to_owned(), Layer { weights, bias: Array1::from_vec(bias), kernel: rows });
        }
        Ok(Self { layers })
    }

    /// The layer of a name.
    #[must_use]
    pub fn layer(&self, name: &str) -> Option<&Layer> {
        self.layers.get(name)
    }
}

/// bfloat16 is the upper half of a 32-bit number.
fn numbers(bytes: &[u8]) -> Vec<f32> {
    let pairs = bytes.as_chunks::<2>().0.iter();
    pairs.map(|pair| f32::from_bits(u32::from(u16::from_le_bytes(*pair)) << 16)).collect()
}
